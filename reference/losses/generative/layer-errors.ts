import { select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

const squaredDifference = (p: Scalar, t: Scalar): Scalar => square(p.sub(t));
const isOfLayer = (layer: Scalar, l: Scalar): Scalar => select(layer.eq(l), 1, 0);
const whereOfLayer = (e: Scalar, mask: Scalar): Scalar => select(mask.eq(1), e, 0);
const meanOrNothing = (sum: Scalar, count: Scalar): Scalar => select(count.eq(0), 0, sum.div(count));
const isThere = (count: Scalar): Scalar => select(count.eq(0), 0, 1);

/**
 * Of features [..., F] whose layers `layer` [F] names, the mean squared difference in each of the L layers, [..., L], and
 * which of the layers have features at all, [L]; 0 where they have none. `perLayer` is any operand [L].
 */
export function layerErrors<R>(prediction: Tensor<R>, target: Tensor<R>, layer: Tensor<R>, perLayer: Tensor<R>) {
  const mask = map(isOfLayer, layer.column(), perLayer.indices());
  const count = mask.sum(0);
  const each = map(whereOfLayer, map(squaredDifference, prediction, target).column(), mask);
  return { errors: map(meanOrNothing, each.sum(-2), count), present: map(isThere, count) };
}
