import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';

/** `lossproof list [--json | --laws]` */
export function addList(program: Command, { io, command }: Context): void {
  program
    .command('list')
    .description('list the losses of the spec with their operands, options and laws')
    .option('--json', 'print JSON')
    .option('--laws', 'print the table of losses and laws')
    .action(async ({ json, laws }: { json?: true; laws?: true }) => {
      if (command) throw new UsageError('list takes no command after --: it shows the spec, not an implementation');
      const { listing, listingJson } = await import('./listing.ts');
      const { styleFor } = await import('../report/style.ts');
      if (json) io.stdout.write(listingJson());
      else if (laws) {
        const { lawTable } = await import('./law-table.ts');
        io.stdout.write(lawTable(styleFor(io.stdout)));
      } else io.stdout.write(listing(styleFor(io.stdout)));
    });
}
