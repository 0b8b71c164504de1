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

/** `lossproof explain LOSS|LAW|CASE` */
export function addExplain(program: Command, { io, command }: Context): void {
  program
    .command('explain')
    .description('tell what a loss is, what a law says, or what a case holds and what its answer is')
    .argument('<what>', 'a loss, a law, a replay token, or a file with a case as JSON')
    .usage('[options] LOSS|LAW|CASE')
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .addHelpText('after', examples)
    .action(async (what: string, { loss: folders }: { loss?: readonly string[] }) => {
      if (command) throw new UsageError('explain takes no command after --: it shows the spec, not an implementation');
      const { explain } = await import('./explain/explain.ts');
      const { styleFor } = await import('../report/style.ts');
      const { loadLosses } = await import('../losses/load-losses.ts');
      io.stdout.write(await explain(what, styleFor(io.stdout), await loadLosses(folders), folders));
    });
}
