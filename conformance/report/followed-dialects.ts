import type { RunReport, TestResult } from '../run/run-report.ts';
import { groupBy } from './group-by.ts';
import { nameOf } from './loss-lines.ts';
import { counted } from './readable-number.ts';

/** Tests that fail as asked, and do not under a dialect. */
export interface FollowedDialect {
  readonly dialect: string;
  readonly tests: readonly TestResult[];
}

/** Whether a failure is nothing but the conventions of a library. */
export const followsDialect = ({ verdict }: TestResult): boolean =>
  verdict.verdict === 'other_convention' && verdict.dialects.length > 0;

/** As few dialects as explain all of those tests: the one that most of them follow first. */
export function followedDialects({ tests }: Pick<RunReport, 'tests'>): FollowedDialect[] {
  const found: FollowedDialect[] = [];
  for (let open = tests.filter(followsDialect); open.length > 0; ) {
    const names = [...new Set(open.flatMap(dialectsOf))];
    const sets = names.map((dialect) => ({ dialect, tests: open.filter((t) => dialectsOf(t).includes(dialect)) }));
    const largest = sets.reduce((a, b) => (b.tests.length > a.tests.length ? b : a));
    found.push(largest);
    open = open.filter((t) => !largest.tests.includes(t));
  }
  return found;
}

const dialectsOf = ({ verdict }: TestResult): readonly string[] =>
  verdict.verdict === 'other_convention' ? verdict.dialects : [];

/** One of them in a line: `10 tests of 3 losses fail by convention only: run with --dialect keras`. */
export function dialectLine({ dialect, tests }: FollowedDialect): string {
  const losses = new Set(tests.map((t) => t.loss)).size;
  return `${counted(tests.length, 'test')} of ${counted(losses, 'loss', 'losses')} ${tests.length === 1 ? 'fails' : 'fail'} by convention only: run with --dialect ${dialect}`;
}

/** What the dialect has otherwise, each difference with its losses. */
export function dialectDetails({ tests }: FollowedDialect): string[] {
  return [...groupBy(tests, ({ verdict: v }) => (v.verdict === 'other_convention' ? v.which : ''))].map(
    ([which, all]) => `${[...new Set(all.map(nameOf))].join(', ')}: ${which}`,
  );
}
