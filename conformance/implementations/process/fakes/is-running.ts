import { readFileSync } from 'node:fs';

/** Whether a process with this number runs; one that is dead and not yet collected by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // The state follows the command's name, which stands in parentheses.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').startsWith(' Z');
  } catch {
    return process.platform !== 'linux';
  }
}
