import { exp, expm1, log1p, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

/** A row seen from its largest number; each part keeps the last axis, with length one. */
export interface FromTop<R> {
  /** The largest number, held. */
  readonly top: Tensor<R>;
  /** The sum of exp(z - top) over what is below it. */
  readonly others: Tensor<R>;
  /** How many are the largest. */
  readonly ties: Tensor<R>;
}

/**
 * The parts of log sum exp = top + log1p(ties - 1 + others) over the last axis. Shifting by a constant does not change
 * what is computed from them, so the maximum is held under differentiation.
 */
export function fromTop<R>(logits: Tensor<R>): FromTop<R> {
  const top = logits.max(-1).column().hold();
  return { top, others: map(exceptTop, logits, top).sumKeep(-1), ties: map(isTop, logits, top).sumKeep(-1) };
}
// The top's own exp(0) is written expm1(0) + 1 and the 1 is counted in `ties`: value 0, derivative 1.
const exceptTop = (z: Scalar, top: Scalar): Scalar => select(z.eq(top), expm1(z.sub(top)), exp(z.sub(top)));
const isTop = (z: Scalar, top: Scalar): Scalar => select(z.eq(top), 1, 0);

/** log softmax over the last axis, relatively accurate where the class's probability is near 1, too. */
export function logProbabilities<R>(logits: Tensor<R>): Tensor<R> {
  const { top, others, ties } = fromTop(logits);
  return map(shiftedLog, logits, top, others, ties);
}
const shiftedLog = (z: Scalar, top: Scalar, others: Scalar, ties: Scalar): Scalar =>
  z.sub(top).sub(log1p(ties.sub(1).add(others)));
