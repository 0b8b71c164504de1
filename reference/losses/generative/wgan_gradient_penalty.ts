import { max, select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const smoothed = (length: Scalar, eps: Scalar): Scalar => select(eps.eq(0), length, sqrt(square(length).add(eps)));
const twoSided = (length: Scalar, lambda: Scalar, target: Scalar, eps: Scalar): Scalar =>
  lambda.mul(square(smoothed(length, eps).sub(target)));
const oneSided = (length: Scalar, lambda: Scalar, target: Scalar, eps: Scalar): Scalar =>
  lambda.mul(square(max(smoothed(length, eps).sub(target), 0)));

function strict<R>(
  { critic_gradient, lambda, target, root_eps }: Operands<R, 'critic_gradient' | 'lambda' | 'target' | 'root_eps'>,
  settings: Settings,
): Tensor<R> {
  const term = settings.one_sided ? oneSided : twoSided;
  return reduce(map(term, critic_gradient.norm(-1), lambda, target, root_eps), settings);
}

/** lambda times the squared distance of the gradient's length from 1. */
export const wganGradientPenalty = defineReference('wgan_gradient_penalty', strict);
