import type { ProcessOptions } from '../implementations/process.ts';

/** What `--timeout` means to a process, which may always take a minute to start. */
export const silence = (seconds: number | undefined): Pick<ProcessOptions, 'timeoutMs' | 'startTimeoutMs'> =>
  seconds === undefined ? {} : { timeoutMs: 1000 * seconds, startTimeoutMs: 1000 * Math.max(seconds, 60) };
