import {
  abs,
  exp,
  ifFinite,
  log,
  max,
  neg,
  oneMinus,
  sigmoid,
  softplus,
  zeroTimes,
} from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { softplusByLog } from '../softplus-by-log.ts';

/** Of a logit, a label, the weight of the positive part, and the logit held under differentiation. */
export type BinaryKernel = (z: Scalar, y: Scalar, q: Scalar, held: Scalar) => Scalar;
type Term = (z: Scalar, y: Scalar, q: Scalar) => Scalar;

const sumOfBoth =
  (softplus: (x: Scalar) => Scalar): Term =>
  (z, y, q) =>
    zeroTimes(y.mul(q), softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
// Without pos_weight the two terms share their logarithm: max(z, 0) - z y + log(1 + exp(-|z|)).
const shared: Term = (z, y) =>
  max(z, 0)
    .sub(z.mul(y))
    .add(log(exp(neg(abs(z))).add(1)));

// The same seen from the other label: (1 - y) z + max(-z, 0) + log(1 + exp(-|z|)).
const mirrored: Term = (z, y) =>
  oneMinus(y)
    .mul(z)
    .add(max(neg(z), 0))
    .add(log(exp(neg(abs(z))).add(1)));

/** The derivative in z as it is usually written, sigmoid(z) - y, beside a value that is held: z - held is 0. */
const bySlope =
  (value: Term) =>
  (z: Scalar, y: Scalar, q: Scalar, held: Scalar): Scalar => {
    const positive = q.mul(y);
    const slope = positive.add(oneMinus(y)).mul(sigmoid(held)).sub(positive);
    return value(held, y, q).add(ifFinite(z.sub(held)).mul(slope));
  };

/** y q softplus(-z) + (1 - y) softplus(z), relatively accurate. */
export const binaryStrict: BinaryKernel = sumOfBoth(softplus);

/** Its published forms: the one with a weight of the positive part, and the one without. */
export const binaryPublished: Readonly<Record<string, readonly [weighted: BinaryKernel, unweighted: BinaryKernel]>> = {
  'log(1 + exp)': [sumOfBoth(softplusByLog), shared],
  'log(1 + exp), mirrored': [sumOfBoth(softplusByLog), mirrored],
  'sigmoid(z) - y for the gradient': [bySlope(sumOfBoth(softplusByLog)), bySlope(shared)],
  'sigmoid(z) - y for the gradient, mirrored': [bySlope(sumOfBoth(softplusByLog)), bySlope(mirrored)],
};
