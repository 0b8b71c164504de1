import type { Dtype } from '../../reference/tensor/format.ts';
import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { LossResult, TestResult } from './run-report.ts';
import { testId } from './subjects.ts';

/** A selected loss that the implementation does not have, or not in a floating-point type that is asked for. */
export interface Absent {
  readonly spec: LossSpec;
  /** What is lacking, in words. */
  readonly what: string;
  /** The tests that say so: all that are required; of a loss that is not there at all, the first where none is. */
  readonly tests: readonly { readonly law: LawId; readonly dtype: Dtype; readonly id: string }[];
}

interface Asked {
  readonly dtypes: readonly Dtype[];
  readonly selected: (id: string) => boolean;
  readonly required: (id: string) => boolean;
}

/** What is absent of a loss that the implementation has in these types, or not at all; undefined where nothing is. */
export function absentOf(
  spec: LossSpec,
  has: ReadonlySet<Dtype>,
  { dtypes, selected, required }: Asked,
): Absent | undefined {
  const laws = (Object.keys(spec.laws) as LawId[]).filter((law) => spec.laws[law].kind === 'holds');
  const lacking = dtypes.filter((dtype) => !has.has(dtype));
  const all = lacking.flatMap((dtype) =>
    laws.map((law) => ({ law, dtype, id: testId({ spec }, law, dtype) })).filter(({ id }) => selected(id)),
  );
  const wanted = all.filter(({ id }) => required(id));
  const isThere = has.size > 0;
  const tests = wanted.length > 0 || isThere ? wanted : all.slice(0, 1);
  if (tests.length === 0) return undefined;
  return { spec, what: `the implementation has no ${spec.id}${isThere ? ` in ${lacking.join(', ')}` : ''}`, tests };
}

/** A line of the report for each floating-point type in which the loss is absent, and the tests that say so. */
export function absentLines({ spec, what, tests }: Absent): { losses: LossResult[]; tests: TestResult[] } {
  const dtypes = [...new Set(tests.map(({ dtype }) => dtype))];
  return {
    losses: dtypes.map((dtype) => ({
      loss: spec.id,
      dtype,
      origin: 'library',
      cases: 0,
      evaluated: 0,
      comparisons: [],
      coverage: { regimes: {}, options: {} },
      uncovered: [],
      unsupported: what,
    })),
    tests: tests.map(({ id, law, dtype }) => ({
      id,
      loss: spec.id,
      law,
      dtype,
      verdict: { verdict: 'unsupported', what },
      examined: 0,
      broken: 0,
      vacuous: 0,
    })),
  };
}
