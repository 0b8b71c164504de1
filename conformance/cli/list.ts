import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';

/** `lossproof list [--json]` */
export function addList(program: Command, { io, command }: Context): void {
  program
    .command('list')
    .description('list the losses of the spec with their operands, options and laws')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: true }) => {
      if (command) throw new UsageError('list takes no command after --: it shows the spec, not an implementation');
      const { listing, listingJson } = await import('./listing.ts');
      const { styleFor } = await import('../report/style.ts');
      io.stdout.write(json ? listingJson() : listing(styleFor(io.stdout)));
    });
}
