import { oneMinus, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';

/** The sum over one item: over all axes but the first, or, with the setting `over: 'batch'`, over the whole batch. */
export function itemSum<R>(x: Tensor<R>, settings: Settings): Tensor<R> {
  const inner = x.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1);
  return inner.length > 0 ? x.sum(...inner) : x;
}

// What is in one of the two and not in the other.
const disagreement = (p: Scalar, y: Scalar): Scalar => p.mul(oneMinus(y)).add(y.mul(oneMinus(p)));
const squaredDifference = (p: Scalar, y: Scalar): Scalar => square(p.sub(y));

/** By item, the sizes of both masks less twice their overlap: what is in one of them only. */
export const apartIn = <R>(p: Tensor<R>, y: Tensor<R>, settings: Settings): Tensor<R> =>
  itemSum(map(settings.squared ? squaredDifference : disagreement, p, y), settings);
