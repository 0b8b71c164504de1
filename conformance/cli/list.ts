import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { anotherFolder, lossOption } from './parse-options.ts';

/** `lossproof list [--json] [--laws]` */
export function addList(program: Command, { io, command }: Context): void {
  program
    .command('list')
    .description('list the losses of the spec with their operands, options and laws')
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .option('--json', 'print JSON, of --laws, too')
    .option('--laws', 'print the table of losses and laws')
    .action(async ({ json, laws, loss: folders }: { json?: true; laws?: true; loss?: readonly string[] }) => {
      if (command) throw new UsageError('list takes no command after --: it shows the spec, not an implementation');
      const { listing, listingJson } = await import('./listing.ts');
      const { lawTable, lawTableJson } = await import('./law-table.ts');
      const { styleFor } = await import('../report/style.ts');
      const { loadLosses } = await import('../losses/load-losses.ts');
      const { specs } = await loadLosses(folders);
      if (json) io.stdout.write((laws ? lawTableJson : listingJson)(specs));
      else io.stdout.write((laws ? lawTable : listing)(styleFor(io.stdout), specs));
    });
}
