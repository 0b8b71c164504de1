import { type ChildProcess, execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { JobProcesses } from './job-processes.ts';

let processes = new JobProcesses();
afterEach(async () => {
  processes.close();
  await until(() => alive().length === 0);
});

/** The jobs that this process has. */
function alive(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, state, ...args]) => Number(parent) === process.pid && state![0] !== 'Z' && args.at(-1) === 'job',
    )
    .map(([pid]) => Number(pid));
}
async function until(is: () => boolean): Promise<void> {
  // What has happened to a child is heard between two turns of the event loop.
  do await wait(50);
  while (!is());
}
const pids = (...children: readonly ChildProcess[]): (number | undefined)[] => children.map(({ pid }) => pid);

it('gives those that have started first, each once, and then starts others', () => {
  processes = new JobProcesses();
  processes.startAhead(2);
  const ahead = alive();
  expect(ahead).toHaveLength(2);
  expect(pids(processes.next(), processes.next()).sort()).toEqual(ahead.sort());
  expect(ahead).not.toContain(processes.next().pid);
});
it('does not give one that has ended meanwhile', async () => {
  processes = new JobProcesses();
  processes.startAhead(1);
  const [dead] = alive();
  process.kill(dead!, 'SIGKILL');
  await until(() => alive().length === 0);
  const next = processes.next();
  expect(next.pid).not.toBe(dead);
  expect(next.connected).toBe(true);
});
it('ends all of them, those that nobody has had, too', async () => {
  processes = new JobProcesses();
  processes.startAhead(2);
  processes.next();
  expect(alive()).toHaveLength(2);
  processes.close();
  await until(() => alive().length === 0);
});
