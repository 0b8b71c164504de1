import { float64 } from '../../../reference/tensor/format.ts';
import { nestedData } from '../../../reference/tensor/nested.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';
import type { LawArguments, LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Nested, Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import type { Case, Want } from '../../case.ts';
import type { Evaluation, FormulaValue, Property, PropertyContext } from '../../property.ts';
import type { Finding } from '../../verdict.ts';
import { drawFrom } from '../draw.ts';
import { caseOfSample, sampleTensors } from '../support/sample-case.ts';
import type { Toy } from './toy-losses.ts';

/** A formula worked out by hand for each item of a case, nested as items, then the value of one. */
export type Formulas = Readonly<
  Record<string, (c: Case) => { readonly shape: readonly number[]; readonly data: number[] }>
>;

export interface Setting {
  readonly spec: LossSpec;
  /** What is right: the reference values. */
  readonly right: Toy;
  /** The permitted error of every output; by default some ulp, which is what these loops are good for. */
  readonly radius?: number | ((want: Want) => number | undefined);
  readonly formulas?: Formulas;
  readonly promises?: PropertyContext['promises'];
}

export interface Question {
  readonly sample: Sample;
  readonly wants?: readonly Want[];
  readonly dtype?: Case['dtype'];
  readonly regime?: string;
  readonly to?: Readonly<Record<string, Nested>>;
  readonly round?: number;
  /** Cotangent, where it is not ones. */
  readonly cotangent?: Nested;
  readonly seed?: string;
}

/** A sample as a case in float64. */
export function caseOf(
  spec: LossSpec,
  { sample, wants = ['value'], dtype = 'f64', regime = 'ordinary', cotangent }: Question,
): Case {
  const c = caseOfSample(spec, sample, dtype, regime, wants);
  if (cotangent === undefined) return c;
  return { ...c, cotangent: { dtype, ...nestedData(cotangent, 'cotangent') } };
}

/** What a law says of a toy on one base: undefined where it says nothing. */
export function examine<L extends LawId>(
  property: Property<L>,
  args: LawArguments[L],
  toy: Toy,
  setting: Setting,
  question: Question,
): Finding | undefined {
  const base = caseOf(setting.spec, question);
  const context = contextOf(setting, question, base);
  const plan = property.plan(base, args, context);
  return plan?.judge(plan.cases.map((c) => evaluated(c, toy, setting)));
}

/** The verdicts over several draws, to see a law that draws at work. */
export function verdicts<L extends LawId>(
  property: Property<L>,
  args: LawArguments[L],
  toy: Toy,
  setting: Setting,
  question: Question,
  draws = 12,
): Set<string> {
  const found = Array.from({ length: draws }, (_, i) =>
    examine(property, args, toy, setting, { ...question, seed: `${question.seed ?? ''}${i}` }),
  );
  return new Set(found.map((f) => f?.verdict ?? 'nothing'));
}

export function contextOf(setting: Setting, { to, round, seed = '' }: Partial<Question>, base: Case): PropertyContext {
  const { spec, formulas = {}, promises } = setting;
  return {
    spec,
    draw: drawFrom(() => `test ${seed}`),
    ...(to ? { to: sampleTensors(spec, to, base.params, base.dtype) } : {}),
    ...(round === undefined ? {} : { round }),
    ...(promises ? { promises } : {}),
    specOf: (id) => (id === spec.id ? spec : specs[id]),
    formula: (expression, c) => {
      const by = formulas[expression];
      if (!by) throw new Error(`no hand-written value for "${expression}"`);
      const { shape, data } = by(c);
      const value: FormulaValue = { shape, data: Float64Array.from(data), radius: new Float64Array(data.length) };
      return value;
    },
  };
}

export function evaluated(c: Case, toy: Toy, setting: Setting): Evaluation {
  const { right, radius } = setting;
  const outcome = toy(c);
  const permitted = (want: Want) => {
    const truth = right(c);
    const reference = truth.status === 'value' ? truth.outputs[want]!.data : c.cotangent.data.map(() => Number.NaN);
    const own = typeof radius === 'function' ? radius(want) : radius;
    const someUlp = (x: number): number => 64 * ulp(Number.isFinite(x) ? Math.max(Math.abs(x), 1) : 1, float64);
    return {
      reference,
      radius: reference.map((x) => own ?? someUlp(x)),
      overflow: Array.from(reference, () => false),
    };
  };
  const permittedOf: Evaluation['permittedOf'] = (other, want) => evaluated(other, toy, setting).permitted(want);
  return { case: c, outcome, permitted, permittedOf, accepted: () => accepted({ case: c, outcome, permitted }) };
}

function accepted({ case: c, outcome, permitted }: Pick<Evaluation, 'case' | 'outcome' | 'permitted'>): Finding {
  if (outcome.status !== 'value') throw new Error('nothing to accept');
  for (const output of c.wants) {
    const { reference, radius } = permitted(output);
    const wrong = outcome.outputs[output]!.data.findIndex(
      (x, i) => !Object.is(x, reference[i]) && !(Math.abs(x - reference[i]!) <= radius[i]!),
    );
    if (wrong >= 0) {
      const kind = output === 'value' ? 'value' : 'gradient';
      return { verdict: 'fail', evidence: { class: kind, case: c, message: `${output}[${wrong}] is wrong` } };
    }
  }
  return { verdict: 'pass' };
}
