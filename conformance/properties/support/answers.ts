import { formats } from '../../../reference/tensor/format.ts';
import { same } from '../../../reference/tensor/shape.ts';
import { shapeOfOutput, type TypedTensor, type Want } from '../../case.ts';
import type { Evaluation } from '../../property.ts';
import type { Finding } from '../../verdict.ts';
import type { Estimate } from './estimate.ts';

/** What is to be said where an evaluation is no usable answer; undefined where it is one. */
export function unanswered(evaluation: Evaluation): Finding | undefined {
  const { outcome, case: of } = evaluation;
  const fail = (
    kind: 'rejected' | 'malformed' | 'adapter_error' | 'crash' | 'timeout' | 'protocol_error',
    message: string,
  ): Finding => ({
    verdict: 'fail',
    evidence: { class: kind, case: of, message },
  });
  switch (outcome.status) {
    case 'unsupported':
      return { verdict: 'unsupported', what: outcome.what };
    case 'rejected':
      return fail('rejected', `a valid case was refused: ${outcome.message}`);
    case 'adapter_error':
      return fail('adapter_error', outcome.trace);
    case 'value': {
      const bad = of.wants.find((want) => !isWellFormed(evaluation, want));
      return bad && fail('malformed', `${bad} is missing or has the wrong shape`);
    }
    default:
      return fail(outcome.status, outcome.detail);
  }
}

function isWellFormed({ case: c, outcome }: Evaluation, want: Want): boolean {
  const got = outcome.status === 'value' ? outcome.outputs[want] : undefined;
  if (!got) return false;
  const wanted = shapeOfOutput(c, want);
  return same(got.shape, wanted);
}

/** An output as it was answered; defineProperty has made sure that it is there. */
export function outputOf({ case: { loss }, outcome }: Evaluation, want: Want): TypedTensor {
  const output = outcome.status === 'value' ? outcome.outputs[want] : undefined;
  if (!output) throw new Error(`${loss} gave no ${want}`);
  return output;
}

/**
 * An output as estimates of the exact one: what was answered, and how far a right answer may be from the truth. At a kink
 * both are anywhere within the freedom there, as rounding may take a point that has one slope to where there are several.
 * Nothing is known where the reference is not finite, its permitted error is infinite, or overflow would be right.
 */
export function read(evaluation: Evaluation, want: Want): Estimate[] {
  const got = outputOf(evaluation, want).data;
  const { reference, radius, freedom, overflow } = evaluation.permitted(want);
  const { largest } = formats[evaluation.case.dtype];
  return Array.from(got, (value, i) => {
    const [center, bound] = [reference[i]!, radius[i]!];
    const overflows = Math.abs(value) === Infinity && (overflow[i]! || Math.abs(center) + bound >= largest);
    const known = Number.isFinite(center) && bound < Infinity && !overflows;
    // A wrong answer is given no more than the farthest right one.
    const off = Math.abs(value - center) < bound ? Math.abs(value - center) : bound;
    return { value, radius: known ? Math.max(bound, off + (freedom?.[i] ?? 0)) : Infinity };
  });
}

/** The reference of an output, without slack: what a judge may use to see how far a law reaches at this point. */
export function referenceOf(evaluation: Evaluation, want: Want): Estimate[] {
  const { reference, radius } = evaluation.permitted(want);
  return Array.from(reference, (value, i) => ({
    value,
    radius: Number.isFinite(value) && radius[i]! < Infinity ? 0 : Infinity,
  }));
}
