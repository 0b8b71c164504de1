import {
  exp,
  ifFinite,
  log,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  tanh,
  zeroTimes,
} from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const bce = (z: Scalar, y: Scalar): Scalar => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
type LogMiss = (z: Scalar, y: Scalar) => Scalar;
/** log(1 - p_t), for hard labels, whose 1 - p_t underflows, from this logarithm of the sigmoid of a logit. */
const logMissBy =
  (logSigmoid: (z: Scalar) => Scalar): LogMiss =>
  (z, y) =>
    select(
      y.eq(1),
      logSigmoid(neg(z)),
      select(y.eq(0), logSigmoid(z), log(y.mul(sigmoid(neg(z))).add(oneMinus(y).mul(sigmoid(z))))),
    );
const logMiss = logMissBy((z) => neg(softplus(neg(z))));
/** Of the number that 1 - p_t was rounded to: where that is near 1, its power has an error of gamma units. */
const logRoundedMiss = logMissBy((z) => select(z.ge(0), log(sigmoid(z)), neg(softplus(neg(z)))));

/**
 * (1 - p_t)^gamma. Through the logarithm the derivative in y would divide by a vanishing 1 - p_t, so it is written
 * out: held is y without its derivative, and y - held is 0.
 */
const modulation = (logMissOf: LogMiss, z: Scalar, y: Scalar, held: Scalar, gamma: Scalar): Scalar => {
  const miss = logMissOf(z, held);
  const slope = neg(tanh(z.mul(0.5))); // of 1 - p_t in y
  const rate = ifFinite(zeroTimes(gamma, exp(zeroTimes(gamma.sub(1), miss))).mul(slope));
  return exp(zeroTimes(gamma, miss)).add(y.sub(held).mul(rate));
};
const balance = (y: Scalar, alpha: Scalar): Scalar => alpha.mul(y).add(oneMinus(alpha).mul(oneMinus(y)));

const by = (logMissOf: LogMiss) => {
  const unbalanced = (z: Scalar, y: Scalar, held: Scalar, gamma: Scalar): Scalar =>
    modulation(logMissOf, z, y, held, gamma).mul(bce(z, y));
  const balanced = (z: Scalar, y: Scalar, held: Scalar, gamma: Scalar, alpha: Scalar): Scalar =>
    zeroTimes(balance(y, alpha), unbalanced(z, y, held, gamma));
  return <R>(
    { logits, target, gamma, alpha, weight }: Operands<R, 'logits' | 'target' | 'gamma' | 'alpha', 'weight'>,
    settings: Settings,
  ): Tensor<R> => {
    const elements = [logits, target, target.hold(), gamma];
    return settings.balanced
      ? reduceElements(balanced, [...elements, alpha], weight, settings)
      : reduceElements(unbalanced, elements, weight, settings);
  };
};

/** Binary cross-entropy, weighed down where the answer is right: alpha_t (1 - p_t)^gamma. */
export const binaryFocal = defineReference('binary_focal', by(logMiss), {
  'the power of a rounded 1 - p_t': by(logRoundedMiss),
});
