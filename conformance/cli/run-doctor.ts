import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { suiteVersion } from '../../spec/version.ts';
import { changeLine, changeVariable } from '../implementations/module/changed-operands.ts';
import { moduleImplementation } from '../implementations/module.ts';
import { type ProcessOptions, processImplementation } from '../implementations/process.ts';
import { loadLosses } from '../losses/load-losses.ts';
import { counted } from '../report/readable-number.ts';
import { styleFor } from '../report/style.ts';
import { labelled } from '../report/wrap.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import type { Check } from './doctor/check.ts';
import { examine } from './doctor/examine.ts';
import { Output } from './doctor/output.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { quoted } from './quoted.ts';
import { refuseCommand } from './refuse-command.ts';
import { stillWaiting } from './still-waiting.ts';

/** A process that ends so often is not started again. */
const maxRestarts = 5;

/**
 * Examines a module or the command after `--`, prints each finding as it comes, and resolves to the exit code: 1 where
 * there is a problem, 3 where it did not start. `more` says what is to be otherwise about the process.
 */
export async function runDoctor(
  module: string | undefined,
  { io, command }: Pick<Context, 'io' | 'command'>,
  folders: readonly string[] = [],
  more: ProcessOptions = {},
): Promise<ExitCode> {
  if (command && module) throw new UsageError(`give either a module (${module}) or a command after --, not both`);
  if (!command && !module) {
    throw new UsageError(
      'say what to look at: lossproof doctor ./my-losses.js, or lossproof doctor -- python3 adapter.py',
    );
  }
  const { specs } = await loadLosses(folders);
  const output = new Output();
  const options: ProcessOptions = { version: suiteVersion, maxRestarts, onLog: output.push, ...more };
  const implementation = command
    ? processImplementation(command, options)
    : moduleImplementation(modulePath(module!), { ...options, folders, environment: { [changeVariable]: '1' } });
  const changed = (): string[] => [
    ...new Set(
      [...output.stderr.matchAll(changeLine)].map(([, key, operand]) => `${key} changes its operand ${operand}`),
    ),
  ];
  const words = command ? `-- ${command.map(quoted).join(' ')}` : quoted(module!);
  io.stdout.write(`lossproof doctor ${words}\n\n`);
  const style = styleFor(io.stdout);
  const checks: Check[] = [];
  const kind = command ? 'command' : 'module';
  const isThere = stillWaiting(implementation, io);
  try {
    const patient = {
      implementation,
      kind,
      specs,
      changed: command ? undefined : changed,
      printed: () => output.check(changeLine),
    } as const;
    for await (const check of examine(patient)) {
      isThere();
      checks.push(check);
      io.stdout.write(`${lines(check, style).join('\n')}\n`);
    }
  } finally {
    isThere();
    await implementation.close();
  }
  const problems = checks.filter(({ status }) => status === 'problem').length;
  if (checks.some(({ name, status }) => status === 'problem' && (name === 'start' || name === 'echo'))) {
    io.stdout.write('\nIt did not start, so that nothing else could be looked at.\n');
    return exitCodes.start;
  }
  if (problems > 0) {
    io.stdout.write(`\n${counted(problems, 'problem')}.\n`);
    return exitCodes.failures;
  }
  const added = folders.map((folder) => `--loss ${quoted(folder)} `).join('');
  io.stdout.write(`\nHealthy. Whether the losses are right: lossproof run ${added}${words}\n`);
  return exitCodes.conformant;
}

function modulePath(name: string): string {
  if (statSync(name, { throwIfNoEntry: false })?.isFile()) {
    refuseCommand(name, 'doctor');
    return resolve(name);
  }
  const where = `there is no module at ${resolve(name)}`;
  throw new UsageError(`${where}: doctor looks at a module (./${name.replace(/^\.\//, '')}) or a command after --`);
}

const colours = { ok: 'green', note: 'yellow', problem: 'red' } as const;

/** A finding, its sentences beside its name, and what to do about it. */
function lines({ name, status, says, fix }: Check, style: ReturnType<typeof styleFor>): string[] {
  const head = `${status.padEnd(8)} ${name.padEnd(13)}`;
  const shown = `${style(colours[status], status.padEnd(8))} ${name.padEnd(13)}`;
  const width = head.length + 1;
  const [first = '', ...rest] = says;
  return [
    ...labelled(head, first, 2, width, shown),
    ...rest.flatMap((text) => labelled('', text, 2, width)),
    ...(fix ? labelled('', `To mend it: ${fix}.`, 2, width) : []),
  ];
}
