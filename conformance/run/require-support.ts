import { glob } from './glob.ts';
import type { TestResult } from './run-report.ts';
import { UsageError } from './usage-error.ts';

/**
 * Turns unsupported tests that match the pattern into failures, so that a loss that was dropped cannot stay green.
 * Throws a UsageError where the pattern matches no test, of `all` that the run has or is a part of.
 */
export function requireSupport(
  tests: readonly TestResult[],
  pattern: string | undefined,
  all: readonly string[],
): TestResult[] {
  if (pattern === undefined) return [...tests];
  const matches = glob(pattern);
  if (!all.some(matches)) throw new UsageError(`--require ${pattern} matches no test`);
  return tests.map((test) => {
    if (!matches(test.id) || test.verdict.verdict !== 'unsupported') return test;
    return { ...test, verdict: { verdict: 'not_run', reason: `required, but unsupported: ${test.verdict.what}` } };
  });
}
