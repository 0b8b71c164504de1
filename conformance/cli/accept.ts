import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fileTrouble } from '../file-trouble.ts';
import { counted } from '../report/readable-number.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { readReport } from './read-report.ts';

const examples = `
A file of expectations says which failures are known: lossproof run --expect FILE. Here it is made of a report, with one
entry for each test that failed, pinned to the case that showed it. Read it before you keep it: each reason says what the
run knew, and each entry hides a failure from then on. Of a report without failures it is an empty list.

Examples:
  lossproof run --report json --out results ./my-losses.js
  lossproof accept results/report.json --out known.json`;

/** `lossproof accept REPORT [--out FILE]` */
export function addAccept(program: Command, { io, command }: Context): void {
  program
    .command('accept')
    .description('write the failures of a report as expectations, for review')
    .argument('<report>', 'a report.json')
    .option('--out <file>', 'a file that is not there yet (default: stdout)')
    .addHelpText('after', examples)
    .action(async (path: string, { out }: { readonly out?: string }) => {
      if (command) throw new UsageError('accept takes no command after --: it reads a report');
      const { acceptedFailures } = await import('../run/accepted.ts');
      const expectations = acceptedFailures(readReport(path));
      if (expectations.length === 0)
        io.stderr.write(`${path} has no failure that could be accepted: the list is empty\n`);
      const text = `${JSON.stringify({ schema: 'lossproof-expectations/1', expectations }, undefined, 1)}\n`;
      if (out === undefined) {
        io.stdout.write(text);
        return;
      }
      if (existsSync(out)) throw new UsageError(`${out} is there already, and perhaps somebody wrote reasons into it`);
      try {
        writeFileSync(out, text, { flag: 'wx' });
      } catch (error) {
        throw new UsageError(`${out} cannot be written: ${fileTrouble(error)}`);
      }
      io.stderr.write(`wrote ${out}: ${counted(expectations.length, 'expectation')}, to be reviewed\n`);
    });
}
