import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { layerErrors } from './layer-errors.ts';

// Without any layer the sum is 0, and stays it.
const perLayer = (sum: Scalar, layers: Scalar): Scalar => select(layers.eq(0), sum, sum.div(layers));

function strict<R>(
  { prediction, target, layer, layer_weight }: Operands<R, 'prediction' | 'target' | 'layer' | 'layer_weight'>,
  settings: Settings,
): Tensor<R> {
  const { errors, present } = layerErrors(prediction, target, layer, layer_weight);
  const total = errors.mul(layer_weight).sum(-1);
  return reduce(settings.layers === 'mean' ? map(perLayer, total, present.sum()) : total, settings);
}

/** The weighted mean squared differences of the features of each layer, added or averaged. */
export const perceptual = defineReference('perceptual', strict);
