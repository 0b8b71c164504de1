import {
  abs,
  exp,
  ifFinite,
  log,
  log1p,
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

/** Binary cross-entropy of the label 1 over its 1 - p_t: 1 where both vanish. */
const quotient = (z: Scalar): Scalar => {
  const e = exp(neg(abs(z)));
  // Below, log(1 + e) is e to more digits than are kept, and float32 has few of e.
  const ofRight = select(e.lt(1e-40), 1, log1p(e).div(e));
  return select(z.ge(0), ofRight, softplus(neg(z))).mul(e.add(1));
};
/** The same of any label: the mean of both, weighed by what each has in 1 - p_t. */
const entropyOverMiss = (z: Scalar, y: Scalar): Scalar => {
  const positive = y.mul(sigmoid(neg(z)));
  const negative = oneMinus(y).mul(sigmoid(z));
  const miss = positive.add(negative);
  const mean = positive
    .div(miss)
    .mul(quotient(z))
    .add(negative.div(miss).mul(quotient(neg(z))));
  return ifFinite(select(y.eq(1), quotient(z), select(y.eq(0), quotient(neg(z)), mean)));
};

/**
 * (1 - p_t)^gamma times binary cross-entropy. Through the logarithm the derivative of the power in y would divide by a
 * vanishing 1 - p_t, so it is written out, as a part of the cross-entropy that vanishes like it: at and held are z and y
 * without their derivatives, and y - held is 0.
 */
const focused = (logMissOf: LogMiss, z: Scalar, y: Scalar, gamma: Scalar, at: Scalar, held: Scalar): Scalar => {
  const slope = neg(tanh(at.mul(0.5))); // of 1 - p_t in y
  const bend = y.sub(held).mul(entropyOverMiss(at, held)).mul(slope).mul(gamma);
  return exp(zeroTimes(gamma, logMissOf(z, held))).mul(bce(z, y).add(bend));
};
const balance = (y: Scalar, alpha: Scalar): Scalar => alpha.mul(y).add(oneMinus(alpha).mul(oneMinus(y)));

const by = (logMissOf: LogMiss) => {
  const unbalanced = (z: Scalar, y: Scalar, gamma: Scalar, at: Scalar, held: Scalar): Scalar =>
    focused(logMissOf, z, y, gamma, at, held);
  const balanced = (z: Scalar, y: Scalar, gamma: Scalar, at: Scalar, held: Scalar, alpha: Scalar): Scalar =>
    zeroTimes(balance(y, alpha), focused(logMissOf, z, y, gamma, at, held));
  return <R>(
    { logits, target, gamma, alpha, weight }: Operands<R, 'logits' | 'target' | 'gamma' | 'alpha', 'weight'>,
    settings: Settings,
  ): Tensor<R> => {
    const elements = [logits, target, gamma, logits.hold(), target.hold()];
    return settings.balanced
      ? reduceElements(balanced, [...elements, alpha], weight, settings)
      : reduceElements(unbalanced, elements, weight, settings);
  };
};

/** Binary cross-entropy, weighed down where the answer is right: alpha_t (1 - p_t)^gamma. */
export const binaryFocal = defineReference('binary_focal', by(logMiss), {
  'the power of a rounded 1 - p_t': by(logRoundedMiss),
});
