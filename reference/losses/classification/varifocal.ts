import { exp, log, neg, select, sigmoid, softplus, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';
import { type BceKernel, bce, ofPublishedBce } from './bce-terms.ts';

type LogSigmoid = (z: Scalar) => Scalar;
const logSigmoid: LogSigmoid = (z) => neg(softplus(neg(z)));
/** Of the number that a probability above 1/2 was rounded to: its power has an error of gamma units. */
const logRounded: LogSigmoid = (z) => select(z.ge(0), log(sigmoid(z)), logSigmoid(z));

type Present = (y: Scalar, one: Scalar) => Scalar;
const byTarget: Present = (y) => y;
const alike: Present = (_, one) => one;

const by = (entropy: BceKernel, logP: LogSigmoid) => {
  const term =
    (present: Present) =>
    (z: Scalar, y: Scalar, one: Scalar, gamma: Scalar, alpha: Scalar, held: Scalar): Scalar => {
      const cost = entropy(z, y, one, held);
      const absent = zeroTimes(alpha, exp(zeroTimes(gamma, logP(z))).mul(cost));
      return select(y.eq(0), absent, present(y, one).mul(cost));
    };
  const [weighted, unweighted] = [term(byTarget), term(alike)];
  return <R>(
    { logits, target, gamma, alpha, weight }: Operands<R, 'logits' | 'target' | 'gamma' | 'alpha', 'weight'>,
    settings: Settings,
  ): Tensor<R> => {
    const elements = [logits, target, logits.lift(1), gamma, alpha, logits.hold()];
    return reduceElements(settings.target_weighted ? weighted : unweighted, elements, weight, settings);
  };
};

/** Binary cross-entropy, weighed by the target, or by alpha p^gamma where the target is 0. */
export const varifocal = defineReference('varifocal', by(bce, logSigmoid), {
  'the power of a rounded p': by(bce, logRounded),
  ...ofPublishedBce((plain) => by(plain, logRounded)),
});
