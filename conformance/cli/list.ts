import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { anotherFolder, lossOption } from './parse-options.ts';

/** `lossproof list [--json]` */
export function addList(program: Command, { io, command }: Context): void {
  program
    .command('list')
    .description('list the losses of the spec with their operands, options and laws')
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .option('--json', 'print JSON')
    .action(async ({ json, loss: folders }: { json?: true; loss?: readonly string[] }) => {
      if (command) throw new UsageError('list takes no command after --: it shows the spec, not an implementation');
      const { listing, listingJson } = await import('./listing.ts');
      const { styleFor } = await import('../report/style.ts');
      const { loadLosses } = await import('../losses/load-losses.ts');
      const { specs } = await loadLosses(folders);
      io.stdout.write(json ? listingJson(specs) : listing(styleFor(io.stdout), specs));
    });
}
