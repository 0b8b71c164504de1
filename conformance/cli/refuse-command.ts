import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { UsageError } from '../run/usage-error.ts';
import { quoted } from './quoted.ts';

/**
 * Throws a UsageError for a file that is given as a module and is a command: one with an extension that JavaScript and
 * TypeScript do not have, or without any that may be executed. `verb` is what the user wants done with it.
 */
export function refuseCommand(path: string, verb: 'run' | 'doctor'): void {
  if (/\.[cm]?[jt]sx?$/.test(path)) return;
  if (extname(path) === '' && !isExecutable(path)) return;
  throw new UsageError(
    `${path} is no module of JavaScript: a command goes after -- (lossproof ${verb} -- ${commandOf(path)})`,
  );
}

/** As it is started: a script of Python by Python. */
const commandOf = (path: string): string => `${extname(path) === '.py' ? 'python3 ' : ''}${quoted(path)}`;

const isExecutable = (path: string): boolean => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
