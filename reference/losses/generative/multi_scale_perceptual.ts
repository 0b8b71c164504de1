import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { layerErrors } from './layer-errors.ts';

function strict<R>(
  { prediction, target, layer, weight_logits }: Operands<R, 'prediction' | 'target' | 'layer' | 'weight_logits'>,
  settings: Settings,
): Tensor<R> {
  const { errors } = layerErrors(prediction, target, layer, weight_logits);
  const weights = settings.weights === 'exp' ? weight_logits.exp() : weight_logits.softmax();
  return reduce(errors.mul(weights).sum(-1), settings);
}

/** The mean squared differences of the features of each layer, with learnable weights. */
export const multiScalePerceptual = defineReference('multi_scale_perceptual', strict);
