import { abs, exp, log, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

type Given = 'loss' | 'initial_loss' | 'gradient_norm' | 'weight' | 'alpha';
type GradNormOperands<R> = Operands<R, Given>;

const logLeft = (loss: Scalar, initial: Scalar): Scalar => log(loss).sub(log(initial));
const logRateOf = (left: Scalar, all: Scalar, tasks: Scalar): Scalar => left.sub(all).add(log(tasks));
const logarithm = (rate: Scalar): Scalar => log(rate);
const targetOf = (mean: Scalar, logRate: Scalar, alpha: Scalar): Scalar => mean.mul(exp(zeroTimes(alpha, logRate)));
const distance = (norm: Scalar, target: Scalar): Scalar => abs(norm.sub(target));
const magnitude = (x: Scalar): Scalar => abs(x);

/** The logarithms of the relative rates L / L(0) over their mean: quotients vanish or overflow where these do not. */
function logRates<R>({ loss, initial_loss }: GradNormOperands<R>): Tensor<R> {
  const left = map(logLeft, loss, initial_loss);
  return map(logRateOf, left, left.logSumExp(), left.count());
}

function logQuotients<R>({ loss, initial_loss }: GradNormOperands<R>): Tensor<R> {
  const left = loss.div(initial_loss);
  return map(logarithm, left.div(left.mean()));
}

type Apart = <R>(norms: Tensor<R>, targets: Tensor<R>) => Tensor<R>;
const atOnce: Apart = (norms, targets) => map(distance, norms, targets);
/** Where both overflow their difference is NaN, and so is its sign: the value says nothing there, nor does the gradient. */
const stepByStep: Apart = (norms, targets) => map(magnitude, norms.sub(targets));

const by =
  (rates: <R>(operands: GradNormOperands<R>) => Tensor<R>, apart: Apart) =>
  <R>(operands: GradNormOperands<R>, settings: Settings): Tensor<R> => {
    const norms = operands.weight.mul(operands.gradient_norm);
    const targets = map(targetOf, norms.mean(), rates(operands), operands.alpha).hold();
    return reduce(apart(norms, targets), settings);
  };

/** How far each weighted gradient norm is from the mean, times the task's relative rate to the power of alpha. */
export const gradNorm = defineReference('grad_norm', by(logRates, atOnce), {
  'quotients of the losses': by(logQuotients, stepByStep),
  'the difference as a step': by(logRates, stepByStep),
});
