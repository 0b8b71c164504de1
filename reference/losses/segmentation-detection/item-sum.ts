import type { Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';

/** The sum over one item: over all axes but the first, or, with the setting `over: 'batch'`, over the whole batch. */
export function itemSum<R>(x: Tensor<R>, settings: Settings): Tensor<R> {
  const inner = x.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1);
  return inner.length > 0 ? x.sum(...inner) : x;
}
