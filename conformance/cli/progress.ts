import { counted } from '../report/readable-number.ts';
import type { Questioned } from '../run/questioned.ts';
import type { TestResult } from '../run/run-report.ts';
import type { Io } from './io.ts';

/** At most this often, in milliseconds. */
const interval = 80;

export interface Progress {
  readonly show: (result: TestResult, done: number, total: number) => void;
  /** What the implementation is asked, which stays there until it has answered. */
  readonly ask: (question: Questioned) => void;
  /** Removes the line, so that what follows stands in its place. */
  readonly clear: () => void;
}

/** One line on stderr that follows a run, on a terminal only. */
export function progressOn({ stderr }: Pick<Io, 'stderr'>): Progress {
  if (!stderr.isTTY) return { show: () => {}, ask: () => {}, clear: () => {} };
  let [failed, count, line] = [0, '', ''];
  let last = Number.NEGATIVE_INFINITY;
  let due: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(due);
    due = undefined;
    last = performance.now();
    stderr.write(`\r\u001b[K${line}`);
  };
  // The last of several is written, too, when it is due: it may be the one that takes long.
  const follow = (text: string): void => {
    line = count + text;
    const wait = last + interval - performance.now();
    if (wait <= 0) write();
    else due ??= setTimeout(write, wait).unref();
  };
  return {
    show: ({ id, verdict }, done, total) => {
      if (verdict.verdict === 'fail' || verdict.verdict === 'other_convention') failed++;
      count = `${done}/${total}${failed > 0 ? `, ${failed} failed` : ''}  `;
      follow(id);
    },
    ask: ({ subject, cases }) => follow(`${subject}: ${counted(cases, 'case')} asked`),
    clear: () => {
      line = '';
      write();
    },
  };
}
