import { execFileSync } from 'node:child_process';

/** The process ids of the jobs that a process has started and that have not ended. */
export function jobsOf(pid: number | undefined): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, state, ...args]) => Number(parent) === pid && state![0] !== 'Z' && args.at(-1) === 'job')
    .map(([job]) => Number(job));
}
