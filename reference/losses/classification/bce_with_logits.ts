import { abs, exp, log, max, neg, oneMinus, softplus, zeroTimes } from '../../arithmetic/kernel/functions.ts';
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

const by =
  (weighted: Term, unweighted: Term = weighted) =>
  <R>(
    { logits, target, weight, pos_weight }: Operands<R, 'logits' | 'target', 'weight' | 'pos_weight'>,
    settings: Settings,
  ): Tensor<R> => {
    const term = pos_weight ? weighted : unweighted;
    return reduceElements(term, [logits, target, pos_weight ?? logits.lift(1)], weight, settings);
  };

/** y q softplus(-z) + (1 - y) softplus(z). */
export const bceWithLogits = defineReference('bce_with_logits', by(sumOfBoth(softplus)), {
  'log(1 + exp)': by(sumOfBoth(softplusByLog), shared),
});
