import { formats } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { valueShape } from '../../arbitraries/value-shape.ts';
import type { Case } from '../../case.ts';
import { caseDefect } from '../../case-defect.ts';
import type { LossTask } from '../run-loss.ts';
import type { TestResult } from '../run-report.ts';
import { readToken } from '../token.ts';
import type { Explanation } from './explain.ts';

type Convention = NonNullable<Explanation['convention']>;

/**
 * The same task as `--dialect` would ask it, had it these values, of the counterexample of each failure first. Known
 * deviations are of what was asked, and stay there.
 */
export function underConvention(
  task: LossTask,
  { params, dialects: [id = 'another'] }: Convention,
  tests: readonly TestResult[],
): LossTask {
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
    options: { ...options, dialect, expectations: [], counterexamples: [] },
    asked: new Map(tests.map((test) => [test.id, counterexample(test, spec, params)])),
    onTest: () => {},
  };
}

/** The counterexample of a failure under these values, where it is a case of the loss under them, too. */
function counterexample({ replay }: TestResult, spec: LossSpec, params: Convention['params']): Case[] {
  if (!replay) return [];
  const { base } = readToken(replay);
  const { round } = formats[base.dtype];
  const rounded = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' ? round(value) : value,
  ]);
  const under = { ...base, params: { ...base.params, ...Object.fromEntries(rounded) } };
  if (caseDefect(spec, under)) return [];
  const shape = valueShape(spec, under);
  return `${shape}` === `${base.cotangent.shape}` ? [under] : [];
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
