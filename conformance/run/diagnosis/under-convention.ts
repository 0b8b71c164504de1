import type { LossTask } from '../run-loss.ts';
import type { TestResult } from '../run-report.ts';
import type { Explanation } from './explain.ts';

type Convention = NonNullable<Explanation['convention']>;

/** The same task as `--dialect` would ask it, had it these values. Known deviations are of what was asked, and stay there. */
export function underConvention(task: LossTask, { params, dialects: [id = 'another'] }: Convention): LossTask {
  const { subject, options } = task;
  const { spec } = subject;
  const before = options.dialect?.losses ?? {};
  const entry = { function: spec.id, source: 'its own answers', ...before[spec.id] };
  const dialect = {
    id,
    library: id,
    versions: '',
    losses: { ...before, [spec.id]: { ...entry, params: { ...before[spec.id]?.params, ...params } } },
  };
  return {
    ...task,
    subject: { ...subject, dialect },
    options: { ...options, dialect, expectations: [] },
    onTest: () => {},
  };
}

/** What a failure is, now that the same law has been asked `again` under the convention that explains the answers. */
export function reread(test: TestResult, again: TestResult, { says, dialects }: Convention): TestResult {
  const { verdict } = test;
  if (verdict.verdict !== 'fail') return test;
  if (again.verdict.verdict === 'fail') {
    return { ...test, diagnosis: `${says}; and broken under that convention, too` };
  }
  return { ...test, verdict: { verdict: 'other_convention', which: says, dialects, evidence: verdict.evidence } };
}
