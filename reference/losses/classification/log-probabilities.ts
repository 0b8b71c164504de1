import { exp, expm1, log1p, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

/**
 * log softmax over the last axis, relatively accurate where the class's probability is near 1, too: the largest logit
 * is shifted to 0 and enters as the 1 of log1p. Shifting by a constant does not change the function, so the maximum is
 * held under differentiation.
 */
export function logProbabilities<R>(logits: Tensor<R>): Tensor<R> {
  const top = logits.max(-1).column().hold();
  const others = map(exceptTop, logits, top).sumKeep(-1);
  const ties = map(isTop, logits, top).sumKeep(-1);
  return map(shiftedLog, logits, top, others, ties);
}
// The top's own exp(0) is written expm1(0) + 1 and the 1 is counted in `ties`: value 0, derivative 1.
const exceptTop = (z: Scalar, top: Scalar): Scalar => select(z.eq(top), expm1(z.sub(top)), exp(z.sub(top)));
const isTop = (z: Scalar, top: Scalar): Scalar => select(z.eq(top), 1, 0);
const shiftedLog = (z: Scalar, top: Scalar, others: Scalar, ties: Scalar): Scalar =>
  z.sub(top).sub(log1p(ties.sub(1).add(others)));
