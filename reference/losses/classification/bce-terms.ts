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

// Binary cross-entropy of one logit z with the label y, whose positive part is weighed by q.

export type BceTerm = (z: Scalar, y: Scalar, q: Scalar) => Scalar;
/** With z once more, held, for texts that declare their own slope. */
export type BceKernel = (z: Scalar, y: Scalar, q: Scalar, held: Scalar) => Scalar;

/** y q softplus(-z) + (1 - y) softplus(z). */
const sumOfBoth =
  (softplus: (x: Scalar) => Scalar): BceTerm =>
  (z, y, q) =>
    zeroTimes(y.mul(q), softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
/** Without q the two terms share their logarithm: max(z, 0) - z y + log(1 + exp(-|z|)). */
const shared: BceTerm = (z, y) =>
  max(z, 0)
    .sub(z.mul(y))
    .add(log(exp(neg(abs(z))).add(1)));

/** The same seen from the other label: (1 - y) z + max(-z, 0) + log(1 + exp(-|z|)). */
const mirrored: BceTerm = (z, y) =>
  oneMinus(y)
    .mul(z)
    .add(max(neg(z), 0))
    .add(log(exp(neg(abs(z))).add(1)));

/** The derivative in z as it is usually written, sigmoid(z) - y, beside a value that is held: z - held is 0. */
const bySlope =
  (value: BceTerm): BceKernel =>
  (z, y, q, held) => {
    const positive = q.mul(y);
    const slope = positive.add(oneMinus(y)).mul(sigmoid(held)).sub(positive);
    return value(held, y, q).add(ifFinite(z.sub(held)).mul(slope));
  };

/** The strict form, which the weight q of the positive part enters. */
export const bce: BceKernel = sumOfBoth(softplus);

/** Forms in wide use: with the weight q, and shorter where q is 1. */
const publishedBce: Readonly<Record<string, { readonly weighted: BceKernel; readonly plain: BceKernel }>> = {
  'log(1 + exp)': { weighted: sumOfBoth(softplusByLog), plain: shared },
  'log(1 + exp), mirrored': { weighted: sumOfBoth(softplusByLog), plain: mirrored },
  'sigmoid(z) - y for the gradient': { weighted: bySlope(sumOfBoth(softplusByLog)), plain: bySlope(shared) },
  'sigmoid(z) - y for the gradient, mirrored': {
    weighted: bySlope(sumOfBoth(softplusByLog)),
    plain: bySlope(mirrored),
  },
};

/** A value for each published form, by its name. */
export const ofPublishedBce = <V>(make: (plain: BceKernel, weighted: BceKernel) => V): Record<string, V> =>
  Object.fromEntries(Object.entries(publishedBce).map(([name, { plain, weighted }]) => [name, make(plain, weighted)]));
