import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ArithmeticDeclaration } from '../acceptance/declaration.ts';
import { type Got, type Judgement, judge as judgeOutputs, type Place } from '../acceptance/judge.ts';
import { type Allowance, type Output, PermittedError } from '../acceptance/permitted-error.ts';
import type { LossReference } from '../acceptance/references.ts';
import type { Case, TypedTensor, Want } from '../case.ts';
import { hasFiniteOperands } from '../finite-operands.ts';
import type { Outcome } from '../outcome.ts';
import { itemOf, layoutOf } from '../properties/support/layout.ts';
import type { Evaluation, Permitted } from '../property.ts';
import { textInput } from '../settings.ts';
import type { Evidence, Finding } from '../verdict.ts';
import { caseKey } from './case-key.ts';

/** One output of one case, compared with the reference. */
export interface Comparison {
  readonly case: Case;
  readonly output: Want;
  readonly judgement: Judgement;
}

export interface JudgeOptions {
  readonly declaration: ArithmeticDeclaration;
  readonly specOf: (id: string) => LossSpec | undefined;
  readonly referenceOf: (id: string) => LossReference | undefined;
  /** Only the strict algorithm is admitted. */
  readonly strict: boolean;
  /** Hears of every comparison with the reference. */
  readonly onComparison?: (comparison: Comparison) => void;
}

/** Judges the outcomes of cases under one declared arithmetic. */
export class Judge {
  private readonly options: JudgeOptions;
  private readonly known = new Map<string, PermittedError>();
  constructor(options: JudgeOptions) {
    this.options = options;
  }

  /** What a case and its outcome are to a law that is asked with all that is permitted `whole`. */
  evaluation(c: Case, outcome: Outcome, allowance: Allowance = 'whole'): Evaluation {
    return this.looks(c, outcome)(allowance);
  }

  /** The same, for more looks than one: acceptance, which looks again by itself, is asked once. */
  looks(c: Case, outcome: Outcome): (allowance: Allowance) => Evaluation {
    const permitted = (): PermittedError => this.permittedError(c);
    let finding: Finding | undefined;
    const accepted = (): Finding => (finding ??= this.accepted(c, outcome, permitted(), this.options.onComparison));
    return (allowance) => ({
      case: c,
      outcome,
      permitted: (want) => merged(permitted(), want, allowance),
      permittedOf: (other, want) => merged(this.permittedError(other), want, allowance),
      accepted,
    });
  }

  /** Computed once for equal questions: many laws, and many implementations, ask about the same case. */
  private permittedError(c: Case): PermittedError {
    const key = `${caseKey(c)} ${c.wants}`;
    let known = this.known.get(key);
    if (!known) {
      known = this.compute(c);
      this.known.set(key, known);
    }
    return known;
  }

  private compute(c: Case): PermittedError {
    const spec = this.options.specOf(c.loss);
    const reference = this.options.referenceOf(c.loss);
    if (!spec || !reference) throw new Error(`there is no reference of ${c.loss}`);
    const { operands, settings } = textInput(spec, c);
    const wrt = c.wants.flatMap((w) => (w === 'value' ? [] : [w.slice('gradient.'.length)]));
    const inputs = { operands, settings, wrt, ...(wrt.length > 0 ? { cotangent: c.cotangent } : {}) };
    const gate = this.options.strict ? 'strict' : 'published';
    return new PermittedError(reference.algorithms, inputs, this.options.declaration, gate);
  }

  private accepted(
    c: Case,
    outcome: Outcome,
    permitted: PermittedError,
    onComparison: JudgeOptions['onComparison'],
  ): Finding {
    if (outcome.status !== 'value') throw new Error(`a case that was ${outcome.status} has no outputs to accept`);
    // Edges own what gradients are where an operand is not finite.
    const wants = hasFiniteOperands(c) ? c.wants : c.wants.filter((want) => want === 'value');
    if (wants.length === 0) return { verdict: 'vacuous', why: 'an operand is not finite: the edges say what is asked' };
    const got: Got = Object.fromEntries(
      wants.map((want) => [want, known(want, outcome.outputs[want]!.data, permitted)]),
    );
    const joint = judgeOutputs(got, permitted);
    const each = wants.map((output) => ({
      case: c,
      output,
      judgement: wants.length === 1 ? joint : judgeOutputs({ [output]: got[output]! }, permitted, joint.accepted),
    }));
    for (const comparison of each) onComparison?.(comparison);
    if (!joint.accepted)
      return { verdict: 'fail', evidence: evidenceOf(this.options.specOf(c.loss)!, c, joint, permitted) };
    const says = each.some(({ judgement, output }) => !isVacuous(judgement, output, c.regime));
    if (!says) return { verdict: 'vacuous', why: 'every permitted error was infinite, or larger than the numbers' };
    return { verdict: 'pass', ratio: joint.ratio ?? 0, ...(joint.grade ? { grade: joint.grade } : {}) };
  }
}

/**
 * A gradient of finite numbers that is NaN in the reference overflowed on the way: nothing can be said of it, so what was
 * answered counts as the reference's own.
 */
function known(want: Want, numbers: Float64Array, permitted: PermittedError): Float64Array {
  if (want === 'value') return numbers;
  const reference = permitted.reference(want);
  return numbers.map((x, i) => (Number.isNaN(reference[i]!) ? Number.NaN : x));
}

/** A comparison that cannot fail: its bound is infinite or, among ordinary numbers, larger than they are. */
export const isVacuous = (judgement: Judgement, output: Output, regime: string): boolean =>
  judgement.unbounded.includes(output) ||
  judgement.overflowed.includes(output) ||
  (regime === 'ordinary' && judgement.loose.includes(output));

/**
 * Every answer that some admissible algorithm permits, since a law must hold whichever was used; with the `least`
 * allowance, the first algorithm alone. Away from kinks the middle is the reference itself.
 */
function merged(permitted: PermittedError, want: Want, allowance: Allowance): Permitted {
  const admissible = allowance === 'least' ? permitted.admissible.slice(0, 1) : permitted.admissible;
  const bounds = admissible.map((a) => permitted.bound(a, want, allowance));
  const reference = permitted.reference(want);
  const center = new Float64Array(reference.length);
  const radius = new Float64Array(reference.length);
  const freedom = new Float64Array(reference.length);
  reference.forEach((x, i) => {
    if (bounds.every((b) => Object.is(b.center[i], x))) {
      center[i] = x;
      radius[i] = Math.max(...bounds.map((b) => b.radius[i]!));
      freedom[i] = radius[i]! < Infinity ? Math.max(...bounds.map((b) => b.radius[i]! - b.rounding[i]!)) : 0;
      return;
    }
    const low = Math.min(...bounds.map((b) => b.center[i]! - b.radius[i]!));
    const high = Math.max(...bounds.map((b) => b.center[i]! + b.radius[i]!));
    const known = high - low < Infinity;
    center[i] = known ? low / 2 + high / 2 : x;
    radius[i] = known ? (high - low) / 2 : Infinity;
    freedom[i] = known ? radius[i]! : 0;
  });
  const overflow = Array.from(reference, (_, i) => bounds.some((b) => b.overflow[i]!));
  return { reference: center, radius: radius.map((r) => (Number.isNaN(r) ? Infinity : r)), freedom, overflow };
}

function evidenceOf(
  spec: LossSpec,
  c: Case,
  { worst, direction, ratio }: Judgement,
  permitted: PermittedError,
): Evidence {
  if (direction || !worst) {
    const message = 'each component of the gradient is possible at this kink, but not all of them together';
    return { class: 'gradient', case: c, message, ...(ratio === undefined ? {} : { ratio }) };
  }
  const { output, index, got, expected, bound, verdict } = worst;
  const kind = output === 'value' ? 'value' : 'gradient';
  const number = isAtEdge(spec, c, worst, permitted.reference('value'))
    ? 'edge'
    : verdict === 'too far'
      ? kind
      : 'non_finite';
  const message =
    verdict === 'too far'
      ? `${output}[${index}] is ${got}, but must be ${expected} within ${bound}`
      : `${output}[${index}] is ${got}, but must be ${expected}`;
  return { class: number, case: c, message, output, index, got, expected, bound, ratio: worst.ratio };
}

/**
 * Whether a number is where the mathematics has infinities: without a reduction in the input and the value of its own
 * item, where items own their numbers, and else in all of them.
 */
function isAtEdge(spec: LossSpec, c: Case, { output, index }: Pick<Place, 'output' | 'index'>, value: Float64Array) {
  const layout = layoutOf(spec, c);
  const item = output === 'value' ? index : itemOf(layout, output.slice('gradient.'.length))?.[index];
  if (c.reduction !== 'none' || item === undefined) return !(hasFiniteOperands(c) && value.every(Number.isFinite));
  const isWhole = ([name, { data }]: readonly [string, TypedTensor]): boolean => {
    const of = itemOf(layout, name);
    return data.every((x, k) => Number.isFinite(x) || (of && of[k] !== item));
  };
  return !(Number.isFinite(value[item] ?? 0) && Object.entries(c.operands).every(isWhole));
}
