import type { TestResult } from '../run/run-report.ts';
import type { Io } from './io.ts';

/** At most this often, in milliseconds. */
const interval = 80;

export interface Progress {
  readonly show: (result: TestResult, done: number, total: number) => void;
  /** Removes the line, so that what follows stands in its place. */
  readonly clear: () => void;
}

/** One line on stderr that follows a run, on a terminal only. */
export function progressOn(
  { stderr }: Pick<Io, 'stderr'>,
  now: () => number = performance.now.bind(performance),
): Progress {
  if (!stderr.isTTY) return { show: () => {}, clear: () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let failed = 0;
  return {
    show: ({ id, verdict }, done, total) => {
      if (verdict.verdict === 'fail' || verdict.verdict === 'other_convention') failed++;
      if (now() - last < interval) return;
      last = now();
      stderr.write(`\r\u001b[K${done}/${total}${failed > 0 ? `, ${failed} failed` : ''}  ${id}`);
    },
    clear: () => {
      stderr.write('\r\u001b[K');
    },
  };
}
