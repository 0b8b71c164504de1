import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { glob } from './glob.ts';
import type { LossResult, TestResult } from './run-report.ts';
import { UsageError } from './usage-error.ts';

/** A loss that the implementation does not have: one line of the report, and one test that says so. */
export function unsupportedLoss(spec: LossSpec, dtypes: readonly Dtype[]): { loss: LossResult; tests: TestResult[] } {
  const dtype = dtypes[0]!;
  const what = `the implementation has no ${spec.id}`;
  return {
    loss: {
      loss: spec.id,
      dtype,
      origin: 'library',
      cases: 0,
      evaluated: 0,
      comparisons: [],
      coverage: { regimes: {}, options: {} },
      uncovered: [],
      unsupported: what,
    },
    tests: [
      {
        id: `${spec.id}/definition/${dtype}`,
        loss: spec.id,
        law: 'definition',
        dtype,
        verdict: { verdict: 'unsupported', what },
        examined: 0,
        broken: 0,
        vacuous: 0,
      },
    ],
  };
}

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
