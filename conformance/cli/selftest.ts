import { type Command, Option } from 'commander';
import { profiles } from '../run/run-options.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { defaultSeed } from './package-info.ts';
import { dtypeNames, listOf, seed } from './parse-options.ts';

const examples = `
Every mutant is a loss that is wrong in a known or likely way. The suite must find each of them by a law that it
breaks, and nothing wrong with the correct implementations that it asks along with them.

With --laws it is the laws' turn: for every law that holds of a loss, a perturbation of the reference must be found that
this law notices. A law that nothing can break proves nothing.

Examples:
  lossproof selftest
  lossproof selftest --select 'triplet_margin/*' --seed random
  lossproof selftest --laws --select 'huber/{convex,lipschitz}'`;

export interface SelftestWords {
  readonly select?: string;
  readonly seed: number;
  readonly profile: keyof typeof profiles;
  readonly dtype: (typeof dtypeNames)[number][];
  readonly laws?: true;
}

/** `lossproof selftest` */
export function addSelftest(program: Command, context: Context): void {
  program
    .command('selftest')
    .description('prove the suite: losses that are wrong on purpose must be found, by which law and in which regime')
    .option('--select <glob>', 'these mutants only, by loss/mistake; with --laws these pairs, by loss/law')
    .option('--laws', 'show that every law of every loss can fail')
    .option('--seed <s>', 'a whole number, or random', seed, defaultSeed)
    .addOption(new Option('--profile <name>', 'how much to ask').choices(Object.keys(profiles)).default('standard'))
    .option('--dtype <list>', `floating-point types: ${dtypeNames.join(', ')}`, listOf(dtypeNames, 'dtype'), ['f64'])
    .addHelpText('after', examples)
    .action(async (words: SelftestWords) => {
      if (context.command) throw new UsageError('selftest takes no command after --: it tests the suite');
      if (words.laws) {
        const { runLawAdequacy } = await import('./run-law-adequacy.ts');
        context.exit(await runLawAdequacy(words, context));
        return;
      }
      const { runSelftest } = await import('./run-selftest.ts');
      context.exit(await runSelftest(words, context));
    });
}
