import { roundDecimal, roundingOf } from '../../reference/exact/decimal.ts';
import { exact } from '../../reference/exact/exact.ts';
import type { ExactOutputs, GradientEntry } from '../../reference/exact/exact-outputs.ts';
import { RejectedInput } from '../../reference/exact/reduce.ts';
import { float64 } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case, TypedTensor, Want } from '../case.ts';
import { hasFiniteOperands } from '../finite-operands.ts';
import type { Outcome } from '../outcome.ts';
import type { Evaluation, Permitted } from '../property.ts';

/**
 * The oracle as an implementation: what the spec's formula gives, rounded once to float64, and permitted only that
 * rounding (at a kink, any subgradient). Every law is first judged on it, so that a law that fails here is false, and
 * one that cannot fail here says nothing. It takes input in its domain, and NaN and infinities only where nothing counts.
 */
export function evaluateByOracle(spec: LossSpec, c: Case): Evaluation {
  let found: ExactOutputs | undefined;
  let outcome: Outcome;
  try {
    const { operands, params, reduction, cotangent, wants } = c;
    found = exact(spec, { operands, params, reduction, cotangent, wants });
    outcome = found.outOfRange === undefined ? answerOf(found, c) : { status: 'unsupported', what: found.outOfRange };
  } catch (error) {
    if (error instanceof RejectedInput) outcome = { status: 'rejected', kind: 'domain', message: error.message };
    else if (!hasFiniteOperands(c)) outcome = { status: 'unsupported', what: 'numbers that are not finite' };
    else throw error;
  }
  const permitted = (want: Want): Permitted => permittedOf(found!, want);
  // The outputs are the reference: there is nothing that they could miss.
  const ofOther = (other: Case, want: Want): Permitted => evaluateByOracle(spec, other).permitted(want);
  return { case: c, outcome, permitted, permittedOf: ofOther, accepted: () => ({ verdict: 'pass', ratio: 0 }) };
}

function answerOf(found: ExactOutputs, c: Case): Outcome {
  const outputs = c.wants.map((want): [Want, TypedTensor] => {
    const { shape, values } = found.outputs[want]!;
    return [want, { dtype: 'f64', shape, data: Float64Array.from(values, (x) => roundDecimal(x, float64)) }];
  });
  return { status: 'value', outputs: Object.fromEntries(outputs) };
}

function permittedOf({ outputs, kinks, kinksComplete, settled }: ExactOutputs, want: Want): Permitted {
  const { values } = outputs[want]!;
  const reference = Float64Array.from(values, (x) => roundDecimal(x, float64));
  const radius = Float64Array.from(values, (x, i) => {
    if (!settled || (!kinksComplete && want !== 'value')) return Infinity;
    return roundingOf(x, reference[i]!);
  });
  for (const { alternatives } of kinks) {
    // How far each alternative moves every number of this gradient, at least and at most.
    const reaches = alternatives.map(({ change, balls }) => {
      const low = sums(change, want, reference.length);
      const high = low.slice();
      for (const rows of balls) {
        const squares = new Float64Array(reference.length);
        for (const row of rows) for (const { at, value } of of(row, want)) squares[at]! += Number(value) ** 2;
        squares.forEach((s, at) => {
          low[at]! -= Math.sqrt(s);
          high[at]! += Math.sqrt(s);
        });
      }
      return { low, high };
    });
    reference.forEach((_, at) => {
      const [low, high] = [Math.min(...reaches.map((r) => r.low[at]!)), Math.max(...reaches.map((r) => r.high[at]!))];
      reference[at]! += (low + high) / 2;
      radius[at]! += (high - low) / 2;
    });
  }
  return { reference, radius, overflow: Array.from(reference, () => false) };
}

const of = (entries: readonly GradientEntry[], want: Want): GradientEntry[] => entries.filter((e) => e.want === want);

function sums(entries: readonly GradientEntry[], want: Want, length: number): Float64Array {
  const total = new Float64Array(length);
  for (const { at, value } of of(entries, want)) total[at]! += Number(value);
  return total;
}
