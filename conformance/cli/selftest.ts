import { type Command, Option } from 'commander';
import { profiles } from '../run/run-options.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { defaultSeed } from './package-info.ts';
import { dtypeNames, listOf, seed } from './parse-options.ts';

const examples = `
Every mutant is a loss that is wrong in a known or likely way. The suite must find each of them by a law that it
breaks, and nothing wrong with the correct implementations that it asks along with them.

Examples:
  lossproof selftest
  lossproof selftest --select 'triplet_margin/*' --seed random`;

export interface SelftestWords {
  readonly select?: string;
  readonly seed: number;
  readonly profile: keyof typeof profiles;
  readonly dtype: (typeof dtypeNames)[number][];
}

/** `lossproof selftest` */
export function addSelftest(program: Command, context: Context): void {
  program
    .command('selftest')
    .description('prove the suite: losses that are wrong on purpose must be found, by which law and in which regime')
    .option('--select <glob>', 'these mutants only, by loss/mistake')
    .option('--seed <s>', 'a whole number, or random', seed, defaultSeed)
    .addOption(new Option('--profile <name>', 'how much to ask').choices(Object.keys(profiles)).default('standard'))
    .option('--dtype <list>', `floating-point types: ${dtypeNames.join(', ')}`, listOf(dtypeNames, 'dtype'), ['f64'])
    .addHelpText('after', examples)
    .action(async (words: SelftestWords) => {
      if (context.command) throw new UsageError('selftest takes no command after --: it tests the suite');
      const { runSelftest } = await import('./run-selftest.ts');
      context.exit(await runSelftest(words, context));
    });
}
