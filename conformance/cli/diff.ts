import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { readReport } from './read-report.ts';

const examples = `
Exits with 1 where a test fails that did not fail before, or is new and fails; with 0 otherwise.

Example:
  lossproof diff main/report.json mine/report.json`;

/** `lossproof diff OLD NEW` */
export function addDiff(program: Command, context: Context): void {
  program
    .command('diff')
    .description('compare two reports: which tests got worse, better, are new or gone')
    .argument('<old>', 'a report.json')
    .argument('<new>', 'a later one')
    .addHelpText('after', examples)
    .action(async (before: string, after: string) => {
      if (context.command) throw new UsageError('diff takes no command after --: it reads two reports');
      const { diffText, reportDiff } = await import('../report/report-diff.ts');
      const { styleFor } = await import('../report/style.ts');
      const diff = reportDiff(readReport(before), readReport(after));
      context.io.stdout.write(diffText(diff, styleFor(context.io.stdout)));
      context.exit(diff.worse.length > 0 ? exitCodes.failures : exitCodes.conformant);
    });
}
