import { type Command, Option } from 'commander';
import { type SetFormat, setFormats } from '../../fixtures/set/manifest.ts';
import { type RegimeName, regimeNames } from '../arbitraries/regime.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { defaultSeed } from './package-info.ts';
import { anotherPattern, dtypeNames, listOf, seed, wholeNumber } from './parse-options.ts';

export interface GenerateWords {
  readonly out: string;
  readonly format: SetFormat;
  readonly loss?: string;
  readonly dtype: (typeof dtypeNames)[number][];
  readonly cases?: number;
  readonly elements?: number;
  readonly answers?: string;
  readonly seed: number;
  readonly regime?: RegimeName[];
}
export interface VerifyWords {
  readonly loss?: string;
  readonly digests?: true;
  readonly answers?: string;
}

const examples = `
A set is a folder of documents (one a loss and type), their arrays, and a manifest with the digest of each file. Expected
numbers come from the exact oracle, correctly rounded; the error that an implementation may have is given for each.
docs/fixtures.md tells what is in the files.

Examples:
  lossproof fixtures generate --out known
  lossproof fixtures generate --out known --loss '{huber,mse}' --dtype f32,bf16 --format npz
  lossproof fixtures generate --out big --loss mse --elements 10000000 --format safetensors
  lossproof fixtures generate --out node-tests --format onnx --loss cross_entropy
  lossproof fixtures verify fixtures/known --loss huber
  lossproof fixtures show known/huber.f32.json
  lossproof fixtures show known/huber.f32.json 3f2c`;

/** `lossproof fixtures generate|verify|show` */
export function addFixtures(program: Command, context: Context): void {
  const refuseCommand = (name: string): void => {
    if (context.command) throw new UsageError(`fixtures ${name} takes no command after --`);
  };
  const fixtures = program
    .command('fixtures')
    .description('inputs with known answers and permitted errors, for tests that run without lossproof')
    .addHelpText('after', examples);
  fixtures
    .command('generate')
    .description('write a set of fixtures into a new folder')
    .requiredOption('--out <dir>', 'a folder that is empty, or not there yet')
    .addOption(new Option('--format <name>', 'how arrays are written').choices([...setFormats]).default('json'))
    .option('--loss <glob>', 'these losses only', anotherPattern)
    .option('--dtype <list>', `floating-point types: ${dtypeNames.join(', ')}`, listOf(dtypeNames, 'dtype'), ['f32'])
    .option(
      '--cases <n>',
      'of each loss and type (default: every regime and option once; with --elements one)',
      wholeNumber(1, 1e9),
    )
    .option(
      '--elements <n>',
      'long sums only, with about so many elements in the largest operand',
      wholeNumber(1000, 1e7),
    )
    .option('--answers <dir>', 'keep the answers of the oracle here, and take them from here')
    .option('--seed <s>', 'a whole number, or random', seed, defaultSeed)
    .option('--regime <list>', 'these regimes only', listOf(regimeNames, 'regime'))
    .action(async (words: GenerateWords) => {
      refuseCommand('generate');
      const { generateFixtures } = await import('./fixtures/generate.ts');
      context.exit(await generateFixtures(words, context));
    });
  fixtures
    .command('verify')
    .description('compare a set with its digests, and with what is computed anew')
    .argument('<dir>', 'a folder with a manifest')
    .option('--loss <glob>', 'compute these losses only', anotherPattern)
    .option('--answers <dir>', 'take exact answers from here where they are kept; else all are computed anew')
    .option('--digests', 'compute nothing: compare the files with their digests')
    .action(async (folder: string, words: VerifyWords) => {
      refuseCommand('verify');
      const { verifyFixtures } = await import('./fixtures/verify.ts');
      context.exit(await verifyFixtures(folder, words, context));
    });
  fixtures
    .command('show')
    .description('print the cases of a document, one of them, or the arrays of a file')
    .argument('<file>', 'a .json document, or a file of arrays')
    .argument('[case]', 'the first digits of an id')
    .action(async (file: string, id: string | undefined) => {
      refuseCommand('show');
      const { showFixtures } = await import('./fixtures/show.ts');
      await showFixtures(file, id, context);
    });
}
