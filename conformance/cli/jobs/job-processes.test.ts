import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { jobsOf } from '../test-support/jobs-of.ts';
import { JobProcesses } from './job-processes.ts';

let processes = new JobProcesses();
afterEach(async () => {
  processes.close();
  await until(() => alive().length === 0);
});

const alive = (): number[] => jobsOf(process.pid);
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
