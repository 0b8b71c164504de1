import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { anotherFolder, lossOption } from './parse-options.ts';

const examples = `
Examples:
  lossproof explain huber
  lossproof explain translation
  lossproof explain eyJsb3NzIjoi...       a token that a report prints
  lossproof explain counterexample.json    a case in a file`;

interface Words {
  readonly loss?: readonly string[];
  readonly tex: boolean;
  readonly libraries: boolean;
}

/** `lossproof explain LOSS|LAW|CASE` */
export function addExplain(program: Command, { io, command }: Context): void {
  program
    .command('explain')
    .description('tell what a loss is, what a law says, or what a case holds and what its answer is')
    .argument('<what>', 'a loss, a law, a replay token, or a file with a case as JSON')
    .usage('[options] LOSS|LAW|CASE')
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .option('--tex', "a loss's formula as TeX, too", false)
    .option('--libraries', 'with which parameters functions of libraries are the loss, and what differs', false)
    .addHelpText('after', examples)
    .action(async (what: string, { loss: folders = [], tex, libraries }: Words) => {
      if (command) throw new UsageError('explain takes no command after --: it shows the spec, not an implementation');
      const { explain } = await import('./explain/explain.ts');
      const { styleFor } = await import('../report/style.ts');
      const { loadLosses } = await import('../losses/load-losses.ts');
      const losses = await loadLosses(folders);
      io.stdout.write(await explain(what, styleFor(io.stdout), losses, { folders, tex, libraries }));
    });
}
