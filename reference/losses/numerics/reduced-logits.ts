import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

/**
 * The logits minus the largest of their row, then divided by the temperature: what softmax sees of them. It does not
 * change with a shift of the row, so the maximum is held under differentiation.
 */
export function reducedLogits<R>(logits: Tensor<R>, temperature: Tensor<R>): Tensor<R> {
  return map(belowTop, logits, logits.max(-1).column().hold(), temperature);
}
// A class at -infinity is there at every temperature.
const belowTop = (z: Scalar, top: Scalar, temperature: Scalar): Scalar => {
  const below = z.sub(top);
  return select(below.sub(below).eq(0), below.div(temperature), below);
};
