import { exp, log, log1p, neg, select, sigmoid, softplus, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

// Of a logit z with label 1 the loss is (1 - p)^gamma softplus(-z); with label 0, -s^gamma log(1 - s), s the part of the
// probability above the margin m.

/** 1 - s is the probability of the other label, and m. Without a margin both may be less than a format holds. */
const logRest = (z: Scalar, m: Scalar): Scalar => {
  const above = sigmoid(z).sub(m);
  const near = select(above.lt(0.5), log1p(neg(above)), log(sigmoid(neg(z)).add(m)));
  return select(m.eq(0), neg(softplus(z)), near);
};
type Log = (z: Scalar, m: Scalar) => Scalar;
const logAbove: Log = (z, m) => {
  const above = sigmoid(z).sub(m);
  const near = select(above.lt(0.5), log(above), log1p(neg(sigmoid(neg(z)).add(m))));
  return select(m.eq(0), neg(softplus(neg(z))), near);
};
const logMiss = (z: Scalar): Scalar => neg(softplus(z));
/** Of numbers that were rounded: where they are near 1, their powers have an error of gamma units. */
const logRoundedAbove: Log = (z, m) => select(m.eq(0), neg(softplus(neg(z))), log(sigmoid(z).sub(m)));
const logRoundedMiss = (z: Scalar): Scalar => select(z.le(0), log(sigmoid(neg(z))), neg(softplus(z)));
const power = (logarithm: Scalar, gamma: Scalar): Scalar => exp(zeroTimes(gamma, logarithm));

/** `at` is z as the weight sees it: with its derivative, or held. */
const termBy =
  (missed: (z: Scalar) => Scalar, above: Log) =>
  (y: Scalar, z: Scalar, m: Scalar, at: Scalar, ofOne: Scalar, ofZero: Scalar): Scalar => {
    const one = power(missed(at), ofOne).mul(softplus(neg(z)));
    const zero = power(above(at, m), ofZero).mul(neg(logRest(z, m)));
    return select(y.eq(1), one, select(sigmoid(z).le(m), 0, zero));
  };

type Given = 'logits' | 'target' | 'gamma_pos' | 'gamma_neg' | 'margin';
const by = (missed: (z: Scalar) => Scalar, above: Log) => {
  const term = termBy(missed, above);
  return <R>(
    { logits, target, gamma_pos, gamma_neg, margin, weight }: Operands<R, Given, 'weight'>,
    settings: Settings,
  ): Tensor<R> => {
    const inWeight = [logits, gamma_pos, gamma_neg].map((x) => (settings.focus_held ? x.hold() : x));
    return reduceElements(term, [target, logits, margin, ...inWeight], weight, settings);
  };
};

/** Cross-entropy of labels that are weighed down where they are easy, and forgiven up to a margin where they are 0. */
export const asymmetricLoss = defineReference('asymmetric_loss', by(logMiss, logAbove), {
  'powers of rounded probabilities': by(logRoundedMiss, logRoundedAbove),
});
