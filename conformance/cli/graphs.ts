import type { Command } from 'commander';
import type { GraphDtype } from '../../reference/arithmetic/onnx/graph-writer.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { listOf, wholeNumber } from './parse-options.ts';

const graphDtypes: readonly GraphDtype[] = ['f32', 'f64', 'f16', 'bf16'];
const reductions = ['none', 'sum', 'mean'] as const;

/** The options of `lossproof graphs` as they were given. */
export interface GraphWords {
  readonly out: string;
  /** Patterns over loss ids, and folders of losses that are not the suite's own. */
  readonly loss?: readonly string[];
  readonly dtype: readonly GraphDtype[];
  readonly reduction?: readonly (typeof reductions)[number][];
  readonly optional?: readonly string[];
  /** `name=value`. */
  readonly set?: readonly string[];
  readonly extent?: readonly string[];
  readonly rank?: number;
  readonly algorithms: boolean;
  readonly operators: boolean;
  readonly overwrite: boolean;
}

const examples = `
Every loss gives two files: loss.mean.f32.onnx computes the value, loss.mean.f32.gradient.onnx takes a cotangent (1 for
the gradient of the loss itself) and gives the gradient with respect to every operand and number that has one. Batch and
classes stay open. Numbers of the formula, such as a margin, are inputs; their defaults are in the file's metadata,
with the loss, its other parameters, and the versions of spec and suite.

Examples:
  lossproof graphs --out graphs
  lossproof graphs --out graphs --loss 'triplet_*' --dtype f32,f64 --algorithms
  lossproof graphs --out graphs --loss cross_entropy --set ignore_index=-100 --optional class_weight
  lossproof graphs --out graphs --loss ctc --extent T=50
  lossproof graphs --out graphs --loss cross_entropy --operators && lossproof run ./graphs/`;

const another = (word: string, before: readonly string[] = []): readonly string[] => [...before, word];

/** `lossproof graphs --out DIR` */
export function addGraphs(program: Command, context: Context): void {
  program
    .command('graphs')
    .description('write losses and their gradients as .onnx files, to take away')
    .requiredOption('--out <dir>', 'where to write them')
    .option(
      '--loss <glob>',
      'these losses only; or the folder of a loss of yours (may be given several times)',
      another,
    )
    .option('--dtype <list>', `floating-point types: ${graphDtypes.join(', ')}`, listOf(graphDtypes, 'dtype'), ['f32'])
    .option(
      '--reduction <list>',
      `${reductions.join(', ')} (default: mean, or what the loss has)`,
      listOf(reductions, 'reduction'),
    )
    .option('--optional <list>', 'optional operands that become inputs, such as weight', (text) => text.split(','))
    .option(
      '--set <name=value>',
      'a parameter that is not a number of the formula (may be given several times)',
      another,
    )
    .option('--extent <name=n>', 'an extent that is not to stay open (may be given several times)', another)
    .option('--rank <n>', 'how many axes stand where the spec says ... (default: as few as can be)', wholeNumber(0, 8))
    .option('--algorithms', 'every admissible algorithm, in files of their own', false)
    .option('--operators', "also the format's own loss operators, where they are what the loss is", false)
    .option('--overwrite', 'replace files that are there', false)
    .addHelpText('after', examples)
    .action(async (words: GraphWords) => {
      if (context.command) throw new UsageError('graphs takes no command after --: it writes files');
      const { writeGraphs } = await import('./write-graphs.ts');
      await writeGraphs(words, context);
    });
}
