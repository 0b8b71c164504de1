import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { type Constraint, factors } from '../arbitraries/options.ts';
import { regimeChoices } from '../arbitraries/strata.ts';
import { constraintOf } from './draw-bases.ts';
import type { LossRun, LossTask } from './run-loss.ts';
import type { TestResult } from './run-report.ts';
import { testId } from './subjects.ts';

/**
 * The results of a loss of which no case can be drawn, since of something that every case has nothing is declared that
 * the spec has: all of its tests are unsupported. Undefined where there is a case.
 */
export function nothingToDraw({ subject, dtype, laws, options, onTest }: LossTask): LossRun | undefined {
  const { spec, form, support } = subject;
  const what = lacking(spec, dtype, constraintOf(subject, options));
  if (what === undefined) return undefined;
  const line = { loss: spec.id, ...(form ? { form } : {}), dtype };
  const tests = laws.map(({ law }): TestResult => {
    const id = testId(subject, law, dtype);
    return { id, ...line, law, verdict: { verdict: 'unsupported', what }, examined: 0, broken: 0, vacuous: 0 };
  });
  tests.forEach(onTest);
  const nothing = { cases: 0, evaluated: 0, comparisons: [], coverage: { regimes: {}, options: {} }, uncovered: [] };
  return { tests, loss: { ...line, origin: support.origin, ...nothing } };
}

/** What leaves no case; undefined where there are some. */
function lacking(spec: LossSpec, dtype: Dtype, constraint: Constraint): string | undefined {
  if (regimeChoices(spec, dtype, constraint).length > 0) return undefined;
  const empty = factors(spec, dtype, constraint).filter(({ options }) => options.length === 0);
  const names = empty.map(({ kind, name }) => (kind === 'reduction' ? 'reduction' : `value of ${name}`));
  return names.length > 0 ? `it declares no ${names.join(' and no ')} that the spec has` : 'it declares no case at all';
}
