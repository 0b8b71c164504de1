import {
  abs,
  exp,
  log,
  max,
  min,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { qualityFocal } from '../../../reference/losses/classification/quality_focal.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = qualityFocal.algorithms[0].text;
type Names = 'logits' | 'target' | 'beta';
interface Element {
  readonly z: Scalar;
  readonly y: Scalar;
  readonly beta: Scalar;
  /** The logit without its derivative. */
  readonly held: Scalar;
}
const bce = ({ z, y }: Element): Scalar => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
const distance = ({ z, y }: Element): Scalar => y.mul(sigmoid(neg(z))).sub(oneMinus(y).mul(sigmoid(z)));
const power = (x: Scalar, n: Scalar): Scalar => select(x.eq(0), 0, exp(n.mul(log(x))));
const logOf =
  (changed: (p: Scalar) => Scalar) =>
  ({ z, y }: Element): Scalar => {
    const p = sigmoid(z);
    return neg(y.mul(log(changed(p))).add(oneMinus(y).mul(log(changed(oneMinus(p))))));
  };

interface Parts {
  readonly entropy?: (e: Element) => Scalar;
  readonly weight?: (e: Element) => Scalar;
}
const quality = (parts: Parts, count = false) =>
  text<Names, 'weight'>(({ logits, target, beta, weight }, settings) => {
    const term = (z: Scalar, y: Scalar, b: Scalar, held: Scalar): Scalar => {
      const e = { z, y, beta: b, held };
      const weighed = parts.weight?.(e) ?? power(abs(distance(e)), b);
      return weighed.mul((parts.entropy ?? bce)(e));
    };
    const named = count ? { ...settings, denominator: 'count' } : settings;
    return reduceElements(term, [logits, target, beta, logits.hold()], weight, named);
  });

export const qualityFocalMutants: Mutant[] = mutantsOf('quality_focal', {
  'distance-without-magnitude': [
    'raises y - p to beta with its sign',
    quality({
      weight: (e) => select(distance(e).lt(0), neg(power(neg(distance(e)), e.beta)), power(distance(e), e.beta)),
    }),
  ],
  'distance-above-only': [
    'weighs by how far the estimate is below the target only',
    quality({ weight: (e) => power(max(distance(e), 0), e.beta) }),
  ],
  'focal-weight': [
    'weighs by (1 - p_t)^beta, which does not vanish where p is y',
    quality({
      weight: ({ z, y, beta }) => power(y.mul(sigmoid(neg(z))).add(oneMinus(y).mul(sigmoid(z))), beta),
    }),
  ],
  'weight-detached': [
    'treats the weight as constant in the gradient of the logits',
    quality({ weight: (e) => power(abs(distance({ ...e, z: e.held })), e.beta) }),
  ],
  'entropy-detached': [
    'treats the cross-entropy as constant in the gradient of the logits',
    quality({ entropy: (e) => bce({ ...e, z: e.held }) }),
  ],
  'distance-of-the-logit': [
    'takes the distance of the logit from the target',
    quality({ weight: ({ z, y, beta }) => power(abs(y.sub(z)), beta) }),
  ],
  'distance-of-a-rounded-probability': [
    'takes y - sigmoid(z), whose digits vanish',
    quality({ weight: ({ z, y, beta }) => power(abs(y.sub(sigmoid(z))), beta) }),
  ],
  'beta-plus-1': ['raises to beta + 1', quality({ weight: (e) => power(abs(distance(e)), e.beta.add(1)) })],
  'beta-2-always': ['squares the distance whatever beta is', quality({ weight: (e) => distance(e).mul(distance(e)) })],
  'positive-part-only': [
    'leaves out the cross-entropy of the other answer',
    quality({ entropy: ({ z, y }) => zeroTimes(y, softplus(neg(z))) }),
  ],
  'hard-entropy': [
    'takes every positive target for 1 in the cross-entropy',
    quality({ entropy: ({ y, ...e }) => bce({ ...e, y: select(y.eq(0), 0, 1) }) }),
  ],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    quality({ entropy: logOf((p) => max(min(p, 1 - 1e-7), 1e-7)) }),
  ],
  'epsilon-in-the-log': ['adds 1e-8 inside the logarithm', quality({ entropy: logOf((p) => p.add(1e-8)) })],
  'weighted-mean-by-count': ['divides a weighted mean by the number of elements', quality({}, true)],
  'probabilities-as-logits': [
    'takes the sigmoid twice',
    text<Names, 'weight'>(({ logits, ...rest }, settings) =>
      right({ logits: map(sigmoid, logits), ...rest }, settings),
    ),
  ],
  'beta-gradient-sign': ['gives beta a gradient of the wrong sign', { corrupt: scaledGradient('beta', -1) }],
});
