import {
  abs,
  exp,
  ifFinite,
  log,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  zeroTimes,
} from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const entropy = (z: Scalar, y: Scalar): Scalar =>
  zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
/** y - p as y (1 - p) - (1 - y) p, which of a hard label has all digits. */
const distance = (z: Scalar, y: Scalar): Scalar => y.mul(sigmoid(neg(z))).sub(oneMinus(y).mul(sigmoid(z)));

type LogDistance = (z: Scalar, y: Scalar) => Scalar;
/** Of a hard label the distance underflows, and its logarithm does not. */
const logDistanceBy =
  (logSigmoid: (z: Scalar) => Scalar): LogDistance =>
  (z, y) =>
    select(y.eq(1), logSigmoid(neg(z)), select(y.eq(0), logSigmoid(z), log(abs(distance(z, y)))));
const logSigmoid = (z: Scalar): Scalar => neg(softplus(neg(z)));
const logDistance = logDistanceBy(logSigmoid);
/** Of the number that a probability above 1/2 was rounded to: its power has an error of beta units. */
const logRounded = logDistanceBy((z) => select(z.ge(0), log(sigmoid(z)), logSigmoid(z)));

const power = (n: Scalar, logX: Scalar): Scalar => exp(zeroTimes(n, logX));
const sign = (x: Scalar): Scalar => select(x.gt(0), 1, select(x.lt(0), -1, 0));

/**
 * d^beta H, d = |y - p|, from a logit that is held, and its slope: the derivative of d is -p (1 - p), that of H is p - y, so
 * that both parts pull the same way, by d^(beta - 1) (beta p (1 - p) H + d^2).
 */
const termBy =
  (logD: LogDistance) =>
  (z: Scalar, y: Scalar, beta: Scalar, held: Scalar): Scalar => {
    const [d, logHeld, cost] = [distance(held, y), logD(held, y), entropy(held, y)];
    const spread = sigmoid(held).mul(sigmoid(neg(held)));
    const pull = beta
      .mul(zeroTimes(spread, cost))
      .add(d.mul(d))
      .mul(power(beta.sub(1), logHeld));
    return zeroTimes(power(beta, logHeld), cost).sub(ifFinite(z.sub(held)).mul(sign(d)).mul(pull));
  };

const by = (logD: LogDistance) => {
  const term = termBy(logD);
  return <R>(
    { logits, target, beta, weight }: Operands<R, 'logits' | 'target' | 'beta', 'weight'>,
    settings: Settings,
  ): Tensor<R> => reduceElements(term, [logits, target, beta, logits.hold()], weight, settings);
};

/** Binary cross-entropy, weighed by the distance of the estimate from the target to the power of beta. */
export const qualityFocal = defineReference('quality_focal', by(logDistance), {
  'the power of a rounded distance': by(logRounded),
});
