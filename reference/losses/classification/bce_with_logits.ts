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
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

type Term = (z: Scalar, y: Scalar, q: Scalar) => Scalar;

const sumOfBoth =
  (softplus: (x: Scalar) => Scalar): Term =>
  (z, y, q) =>
    zeroTimes(y.mul(q), softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
const softplusByLog = (x: Scalar): Scalar => max(x, 0).add(log(exp(neg(abs(x))).add(1)));
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

type BceOperands<R> = Operands<R, 'logits' | 'target', 'weight' | 'pos_weight'>;
type Kernel = (z: Scalar, y: Scalar, q: Scalar, held: Scalar) => Scalar;

const by =
  (weighted: Kernel, unweighted: Kernel = weighted) =>
  <R>({ logits, target, weight, pos_weight }: BceOperands<R>, settings: Settings): Tensor<R> => {
    const term = pos_weight ? weighted : unweighted;
    return reduceElements(term, [logits, target, pos_weight ?? logits.lift(1), logits.hold()], weight, settings);
  };

/** y q softplus(-z) + (1 - y) softplus(z). */
export const bceWithLogits = defineReference('bce_with_logits', by(sumOfBoth(softplus)), {
  'log(1 + exp)': by(sumOfBoth(softplusByLog), shared),
  'log(1 + exp), mirrored': by(sumOfBoth(softplusByLog), mirrored),
  'sigmoid(z) - y for the gradient': by(bySlope(sumOfBoth(softplusByLog)), bySlope(shared)),
  'sigmoid(z) - y for the gradient, mirrored': by(bySlope(sumOfBoth(softplusByLog)), bySlope(mirrored)),
});
