import { abs, exp, log, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

type Given = 'loss' | 'initial_loss' | 'gradient_norm' | 'weight' | 'alpha';

const targetOf = (mean: Scalar, rate: Scalar, alpha: Scalar): Scalar => mean.mul(exp(zeroTimes(alpha, log(rate))));
const distance = (norm: Scalar, target: Scalar): Scalar => abs(norm.sub(target));

function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { loss, initial_loss, gradient_norm, weight, alpha } = operands;
  const left = loss.div(initial_loss);
  const norms = weight.mul(gradient_norm);
  const targets = map(targetOf, norms.mean(), left.div(left.mean()), alpha).hold();
  return reduce(map(distance, norms, targets), settings);
}

/** How far each weighted gradient norm is from the mean, times the task's relative rate to the power of alpha. */
export const gradNorm = defineReference('grad_norm', strict);
