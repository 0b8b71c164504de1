import { type Command, Option } from 'commander';
import type { ExecutionProvider } from '../implementations/onnxruntime/provider-names.ts';
import { type ReportKind, reportKinds } from '../report/report-kinds.ts';
import { profiles } from '../run/run-options.ts';
import type { Context } from './context.ts';
import { defaultSeed } from './package-info.ts';
import {
  anotherFolder,
  anotherPattern,
  dtypeNames,
  duration,
  epOption,
  listOf,
  lossOption,
  seed,
  shard,
  timeoutOption,
  wholeNumber,
} from './parse-options.ts';

/** The options of `lossproof run` as they were given. */
export interface RunWords {
  /** Of onnxruntime; the CPU where left out. */
  readonly ep?: ExecutionProvider;
  readonly select?: string;
  readonly skip?: string;
  readonly require?: string;
  readonly dialect?: string;
  /** Folders of losses that are not the suite's own. */
  readonly loss?: readonly string[];
  readonly dtype?: (typeof dtypeNames)[number][];
  readonly cases?: number;
  readonly seed: number;
  /** Milliseconds for runs with further seeds. */
  readonly budget?: number;
  readonly strict: boolean;
  readonly profile: keyof typeof profiles;
  /** Which part of the losses, of how many parts. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** Processes. */
  readonly jobs?: number;
  /** Seconds of silence. */
  readonly timeout?: number;
  /** A file, or false for none at all. */
  readonly expect?: string | false;
  readonly report?: ReportKind[];
  readonly out?: string;
  /** Nothing is asked: what would be is printed. */
  readonly list?: boolean;
}

const examples = `
GLOB is a pattern over test ids loss/law/dtype: * within a part, ** across parts, {a,b} one of several.
What is left out at the end is anything: cross_entropy, 'cross_entropy/{definition,gradient}', '*/edges'.

Examples:
  lossproof run --select bce_with_logits --dtype f32,f64
  lossproof run reference --profile smoke
  lossproof run onnxruntime --ep webgpu --select 'mse,huber'
  lossproof run --cases 1000 --seed random -- python3 adapter.py
  lossproof run --budget 30m --seed random -- python3 adapter.py
  lossproof run --require mse --report junit,md --out results ./my-losses.js
  lossproof run --list --select '*/gradient' -- python3 adapter.py
  lossproof run --shard 1/3 --report json --out first ./my-losses.js
  lossproof run --loss ./linex --select linex ./my-losses.js`;

/** `lossproof run [IMPLEMENTATION] [-- COMMAND...]` */
export function addRun(program: Command, context: Context): void {
  program
    .command('run')
    .description('ask an implementation everything that the spec says of its losses')
    .argument(
      '[implementation]',
      'onnxruntime, reference, ./a-module.js or a folder of .onnx files; a command goes after -- (default: onnxruntime)',
    )
    .usage('[options] [IMPLEMENTATION] [-- COMMAND...]')
    .addOption(epOption())
    .option('--select <glob>', 'run these tests only', anotherPattern)
    .option('--skip <glob>', 'leave these tests out', anotherPattern)
    .option('--require <glob>', 'fail where one of these tests is unsupported', anotherPattern)
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .option('--dialect <name>', "set the conventions of a library: that is, its values of the spec's parameters")
    .option(
      '--dtype <list>',
      `floating-point types: ${dtypeNames.join(', ')} (default: f32 where it is declared, else the first that is: f64 for a module that declares nothing)`,
      listOf(dtypeNames, 'dtype'),
    )
    .option('--cases <n>', 'base cases a loss and dtype, instead of what the profile says', wholeNumber(1, 1e6))
    .option('--seed <s>', 'a whole number, or random', seed, defaultSeed)
    .option(
      '--budget <time>',
      'ask again with the seeds that follow until something fails or no further run fits: 90s, 10m, 2h',
      duration,
    )
    .option('--strict', 'accept what the most accurate algorithm explains only', false)
    .addOption(new Option('--profile <name>', 'how much to ask').choices(Object.keys(profiles)).default('smoke'))
    .option(
      '--jobs <n>',
      'processes that share the losses, each with an implementation of its own (default: one a core; a command, a module or a graphics card is one for all, and has a core for itself where there are more than two)',
      wholeNumber(1, 256),
    )
    .addOption(timeoutOption())
    .option('--shard <i/n>', 'run the i-th of n parts of the losses only; lossproof merge joins their reports', shard)
    .option('--expect <file>', 'known deviations, which must be there and do not fail the run')
    .option('--no-expect', 'take no deviation for known, those of onnxruntime that come with the suite neither')
    .option('--report <list>', `files to write: ${reportKinds.join(', ')}`, listOf(reportKinds, 'report'))
    .option('--out <dir>', 'where to write them (default: lossproof-report)')
    .option('--list', 'print the ids of the tests that would run, and run none')
    .addHelpText('after', examples)
    .action(async (implementation: string | undefined, words: RunWords) => {
      const { runSuite } = await import('./run-suite.ts');
      context.exit(await runSuite(implementation, words, context));
    });
}
