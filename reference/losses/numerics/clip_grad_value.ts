import { max, min, neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands } from '../loss-reference.ts';

const clipped = (g: Scalar, limit: Scalar): Scalar => max(min(g, limit), neg(limit));

function strict<R>({ gradient, clip_value }: Operands<R, 'gradient' | 'clip_value'>): Tensor<R> {
  return map(clipped, gradient, clip_value);
}

/** Each number of the gradient, no farther from 0 than the threshold. */
export const clipGradValue = defineReference('clip_grad_value', strict);
