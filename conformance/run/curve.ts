import { formats } from '../../reference/tensor/format.ts';
import { size } from '../../reference/tensor/shape.ts';
import { type Domain, inInterval } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Sample } from '../../spec/language/sample.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { type Case, typedTensor, type Want } from '../case.ts';
import type { LossSupport } from '../implementation.ts';
import { caseOfSample } from '../properties/support/sample-case.ts';
import { Judge } from './judge.ts';
import type { LossTask } from './run-loss.ts';
import type { Curve, Drawn } from './run-report.ts';

/** What a curve is drawn with. */
export interface CurveTask extends Pick<LossTask, 'subject' | 'dtype' | 'answers' | 'description' | 'referenceOf'> {
  readonly options: Pick<LossTask['options'], 'strict'>;
}

/** Points of a curve. */
const points = 41;
/** How far it goes to both sides among the real numbers, and from the end of a half line. */
const reach = 4;

/**
 * What the implementation says along a section: the first number of the first operand that can be moved within its
 * domain, in the first example of the spec that it supports. Undefined where there is none.
 */
export async function curveOf(task: CurveTask): Promise<Curve | undefined> {
  const { subject, dtype, answers } = task;
  const { spec, support } = subject;
  const operand = Object.keys(spec.operands).find((name) => {
    const { differentiable, domain, absent } = spec.operands[name]!;
    return differentiable && absent === undefined && (domain.kind === 'real' || domain.kind === 'interval');
  });
  if (operand === undefined || !support.wants.includes('value')) return undefined;
  for (const example of spec.examples) {
    const base = baseOf(task, example, operand);
    if (!base) continue;
    const at = [...new Set(range(spec, base, operand).map(formats[dtype].round))];
    const cases = at.map((x) => moved(base, operand, x));
    const outcomes = await answers.to(cases, subject);
    if (!outcomes.some(({ status }) => status === 'value')) continue;
    const judge = judgeOf(task);
    const drawn = (want: Want): Drawn => {
      const of = cases.map((c, i) => judge.evaluation(c, outcomes[i]!).permitted(want));
      return {
        got: outcomes.map((o) => (o.status === 'value' ? (o.outputs[want]?.data[0] ?? null) : null)),
        reference: of.map(({ reference }) => reference[0]!),
        permitted: of.map(({ radius }) => Number(radius[0]!.toPrecision(3))),
      };
    };
    const gradient = base.wants.find((want) => want !== 'value');
    return {
      example: example.title,
      reduction: base.reduction,
      operand,
      at,
      value: drawn('value'),
      ...(gradient ? { gradient: drawn(gradient) } : {}),
    };
  }
  return undefined;
}

/** Undefined where the example does not fit, as with the axes of another dialect. */
function baseOf(task: CurveTask, example: Sample, operand: string): Case | undefined {
  try {
    return sectionOf(task, example, operand);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Item by item where the loss has that, so that no mean flattens the curve. */
function sectionOf({ subject, dtype }: CurveTask, example: Sample, operand: string): Case | undefined {
  const { spec, support, dialect } = subject;
  const reduction = reductionOf(spec, support, example);
  const gradient: Want = `gradient.${operand}`;
  const wants: Want[] = support.wants.includes(gradient) ? ['value', gradient] : ['value'];
  const params = { ...dialect?.losses[spec.id]?.params, ...example.params };
  const c = caseOfSample(spec, { ...example, params, ...(reduction ? { reduction } : {}) }, dtype, 'ordinary', wants);
  const count = size(c.cotangent.shape);
  if (count === 0 || !c.operands[operand]?.data.length) return undefined;
  // The derivative of the number that is drawn, and of no other.
  const first = Float64Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0));
  return { ...c, cotangent: typedTensor(dtype, first, c.cotangent.shape) };
}

function reductionOf(
  spec: LossSpec,
  { reductions }: LossSupport,
  { reduction }: Sample,
): Case['reduction'] | undefined {
  return spec.reductions.includes('none') && reductions.includes('none') ? 'none' : reduction;
}

/** Among the real numbers around what is true, or where the example is; else the whole interval, or its beginning. */
function range(spec: LossSpec, base: Case, operand: string): number[] {
  const { domain } = spec.operands[operand]!;
  const { target } = base.operands;
  const isBeside = target && target.dtype !== 'i64' && target.shape.join() === base.operands[operand]!.shape.join();
  const middle = isBeside ? target.data[0]! : base.operands[operand]!.data[0]!;
  const [from, to] = ends(domain, middle);
  const all = Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  return domain.kind === 'interval' ? all.filter((x) => inInterval(x, domain)) : all;
}

function ends(domain: Domain, middle: number): [number, number] {
  if (domain.kind !== 'interval') return [middle - reach, middle + reach];
  const { min, max } = domain;
  if (Number.isFinite(min) && Number.isFinite(max)) return [min, max];
  if (Number.isFinite(min)) return [min, min + reach];
  return Number.isFinite(max) ? [max - reach, max] : [middle - reach, middle + reach];
}

function moved(base: Case, operand: string, x: number): Case {
  const { dtype, data, shape } = base.operands[operand]!;
  const to = typedTensor(dtype, data.with(0, x), shape);
  return { ...base, operands: { ...base.operands, [operand]: to } };
}

const judgeOf = ({ subject, description, dtype, options, referenceOf }: CurveTask): Judge =>
  new Judge({
    declaration: description.arithmetic[dtype] ?? plainDeclaration(dtype),
    specOf: subject.specOf,
    referenceOf,
    strict: options.strict,
  });
