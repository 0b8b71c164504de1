import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export type GroupLeader = ChildProcessByStdio<Writable, Readable, Readable>;

/** Groups that have not been killed yet: none may outlive this process. */
const alive = new Set<number>();
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Starts a command as the leader of a process group of its own, so that everything it starts can be ended with it.
 * The group is ended, too, when this process exits or is interrupted.
 */
export function startGroup(command: readonly string[], environment: Readonly<Record<string, string>>): GroupLeader {
  const [file, ...rest] = command;
  const child = spawn(file!, rest, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    windowsHide: true,
  });
  if (child.pid !== undefined) {
    if (alive.size === 0) watch();
    alive.add(child.pid);
  }
  return child;
}

/** Kills the leader and everything in its group; call it once, before the leader's number can be used again. */
export function killGroup(pid: number): void {
  if (!alive.delete(pid)) return;
  if (alive.size === 0) unwatch();
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: the whole group has ended by itself; some systems say EPERM where only zombies are left.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

const killAll = (): void => {
  for (const pid of [...alive]) killGroup(pid);
};

/** Where nobody else answers the signal, ends the groups and then this process, as the signal would have. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.removeListener(signal, onSignal);
  process.kill(process.pid, signal);
}

function watch(): void {
  process.on('exit', killAll);
  // In front of the others, since one that listens once is no longer counted after its turn.
  for (const signal of endings) process.prependListener(signal, onSignal);
}

function unwatch(): void {
  process.removeListener('exit', killAll);
  for (const signal of endings) process.removeListener(signal, onSignal);
}
