import { type Case, caseFromJson } from '../case.ts';
import type { Evidence, Verdict } from '../verdict.ts';
import type { Expectation } from './expectations.ts';
import { glob } from './glob.ts';
import type { TestResult } from './run-report.ts';
import { inVersionRange } from './version-range.ts';

export interface ExpectationContext {
  /** Of the implementation. */
  readonly version: string;
  /** As `2025-01-31`; an expectation holds through the day on which it expires. */
  readonly today: string;
  /** Every test id that there is for this implementation, whether or not this run selects it. */
  readonly known: readonly string[];
}
export interface AppliedExpectations {
  readonly tests: TestResult[];
  /** Patterns that match no known test id. */
  readonly unmatched: string[];
  /** Patterns of entries past their expiry: they no longer excuse anything. */
  readonly expired: string[];
}

/** The day on which this is asked, as expectations have it. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The expectations that hold for a version of an implementation on a day, in the order of the file. */
export function activeExpectations(
  expectations: readonly Expectation[],
  { version, today: day }: Pick<ExpectationContext, 'version' | 'today'>,
): Expectation[] {
  return expectations.filter((e) => concerns(e, version) && !isExpired(e, day));
}

/** The pinned cases to put in front of a test's own, of the expectations that hold. */
export function pinnedCases(test: Pick<TestResult, 'id' | 'loss' | 'dtype'>, active: readonly Expectation[]): Case[] {
  return active.flatMap(({ id, pin }) =>
    pin && pin.case.loss === test.loss && pin.case.dtype === test.dtype && glob(id)(test.id)
      ? [caseFromJson(pin.case)]
      : [],
  );
}

/** Whether a failure of a test is of a class that one of the expectations that hold covers. */
export function excuses(id: string, active: readonly Expectation[]): (evidence: Evidence) => boolean {
  const classes = new Set(active.filter((e) => glob(e.id)(id)).flatMap((e) => e.classes));
  return (evidence) => classes.has(evidence.class);
}

/** Whether a test fails as one of the expectations that hold says. */
export const failsAsExpected = ({ id, verdict }: TestResult, active: readonly Expectation[]): boolean =>
  expected(
    verdict,
    active.filter((e) => glob(e.id)(id)),
  ).verdict === 'expected_failure';

/**
 * Sets results against expectations. A failure, or another convention, of a class that a matching entry covers becomes
 * an expected failure; of another class it stays what it is. A pass where an entry says `fails` is an unexpected pass.
 * Verdicts that are neither stay.
 */
export function applyExpectations(
  tests: readonly TestResult[],
  expectations: readonly Expectation[],
  context: ExpectationContext,
): AppliedExpectations {
  const mine = expectations.filter((e) => concerns(e, context.version));
  const active = activeExpectations(expectations, context).map((e) => ({ ...e, matches: glob(e.id) }));
  return {
    tests: tests.map((test) => {
      const verdict = expected(
        test.verdict,
        active.filter((e) => e.matches(test.id)),
      );
      return verdict === test.verdict ? test : { ...test, verdict };
    }),
    unmatched: mine.map((e) => e.id).filter((id) => !context.known.some(glob(id))),
    expired: mine.filter((e) => isExpired(e, context.today)).map((e) => e.id),
  };
}

function expected(verdict: Verdict, entries: readonly Expectation[]): Verdict {
  if (verdict.verdict === 'fail' || verdict.verdict === 'other_convention') {
    const { evidence } = verdict;
    const entry = entries.find((e) => e.classes.includes(evidence.class));
    return entry ? { verdict: 'expected_failure', reason: reason(entry), evidence } : verdict;
  }
  const strict = entries.find((e) => e.status === 'fails');
  return verdict.verdict === 'pass' && strict ? { verdict: 'unexpected_pass', reason: reason(strict) } : verdict;
}

const reason = (e: Expectation): string => `${e.reason} (${e.issue})`;
const concerns = (e: Expectation, version: string): boolean =>
  e.versions === undefined || inVersionRange(version, e.versions);
// Both are ISO dates, whose order is that of their letters.
const isExpired = (e: Expectation, day: string): boolean => e.expires !== undefined && day > e.expires;
