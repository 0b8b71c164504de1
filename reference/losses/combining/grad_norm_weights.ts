import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands } from '../loss-reference.ts';

const after = (weight: Scalar, gradient: Scalar, rate: Scalar): Scalar => weight.sub(rate.mul(gradient));

function strict<R>({
  weight,
  gradient,
  learning_rate,
}: Operands<R, 'weight' | 'gradient' | 'learning_rate'>): Tensor<R> {
  const stepped = map(after, weight, gradient, learning_rate);
  return stepped.div(stepped.sum()).mul(stepped.count());
}

/** The weights after one step against their gradient, as many in sum as there are tasks. */
export const gradNormWeights = defineReference('grad_norm_weights', strict);
