import {
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
import { binaryFocal } from '../../../reference/losses/classification/binary_focal.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = binaryFocal.algorithms[0].text;
type Names = 'logits' | 'target' | 'alpha' | 'gamma';
interface Element {
  readonly z: Scalar;
  readonly y: Scalar;
  readonly alpha: Scalar;
  readonly gamma: Scalar;
}
const bce = ({ z, y }: Element): Scalar => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
/** The cross-entropy by logarithms of the probability, which is changed first, or in each logarithm. */
const ofProbability =
  (changed = (p: Scalar): Scalar => p, inLog = (p: Scalar): Scalar => p) =>
  ({ z, y }: Element): Scalar => {
    const p = changed(sigmoid(z));
    return neg(y.mul(log(inLog(p))).add(oneMinus(y).mul(log(inLog(oneMinus(p))))));
  };
const balance = ({ y, alpha }: Element): Scalar => alpha.mul(y).add(oneMinus(alpha).mul(oneMinus(y)));
const miss = ({ z, y }: Element): Scalar => y.mul(sigmoid(neg(z))).add(oneMinus(y).mul(sigmoid(z)));
const power = (x: Scalar, n: Scalar): Scalar => select(n.eq(0), 1, exp(n.mul(log(x))));

interface Parts {
  readonly entropy?: (e: Element) => Scalar;
  readonly balance?: (e: Element) => Scalar;
  readonly modulation?: (e: Element) => Scalar;
}
/** The focal loss with one factor replaced. */
const focal = (parts: Parts, count = false) =>
  text<Names, 'weight'>(({ logits, target, alpha, gamma, weight }, settings) => {
    const term = (z: Scalar, y: Scalar, a: Scalar, g: Scalar): Scalar => {
      const e = { z, y, alpha: a, gamma: g };
      const modulation = parts.modulation?.(e) ?? power(miss(e), g);
      const plain = modulation.mul((parts.entropy ?? bce)(e));
      return settings.balanced ? (parts.balance ?? balance)(e).mul(plain) : plain;
    };
    const named = count ? { ...settings, denominator: 'count' } : settings;
    return reduceElements(term, [logits, target, alpha, gamma], weight, named);
  });

export const binaryFocalMutants: Mutant[] = mutantsOf('binary_focal', {
  'alpha-0-falsy': [
    'takes alpha 0 for "not set" and uses 0.25',
    focal({ balance: ({ y, alpha, ...e }) => balance({ ...e, y, alpha: select(alpha.eq(0), 0.25, alpha) }) }),
  ],
  'gamma-0-falsy': [
    'takes gamma 0 for "not set" and uses 2',
    focal({ modulation: (e) => power(miss(e), select(e.gamma.eq(0), 2, e.gamma)) }),
  ],
  'alpha-on-every-label': ['multiplies both labels by alpha', focal({ balance: ({ alpha }) => alpha })],
  'alpha-swapped': [
    'gives alpha to label 0 and 1 - alpha to label 1',
    focal({ balance: ({ y, alpha, ...e }) => balance({ ...e, y: oneMinus(y), alpha }) }),
  ],
  'alpha-ignored': ['ignores alpha', focal({ balance: ({ alpha }) => alpha.sub(alpha).add(1) })],
  'power-of-the-probability': [
    'weighs by p_t^gamma instead of (1 - p_t)^gamma',
    focal({ modulation: ({ y, ...e }) => power(miss({ ...e, y: oneMinus(y) }), e.gamma) }),
  ],
  'modulation-by-p': [
    'uses 1 - p for both labels',
    focal({ modulation: ({ z, gamma }) => power(sigmoid(neg(z)), gamma) }),
  ],
  'gamma-plus-1': ['raises to gamma + 1', focal({ modulation: (e) => power(miss(e), e.gamma.add(1)) })],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    focal({ entropy: ofProbability((p) => max(min(p, 1 - 1e-7), 1e-7)) }),
  ],
  'epsilon-in-the-log': [
    'adds 1e-8 inside the logarithm',
    focal({ entropy: ofProbability(undefined, (p) => p.add(1e-8)) }),
  ],
  'soft-target-as-hard-entropy': [
    'takes -log p_t for the cross-entropy of a soft target',
    focal({
      entropy: ({ z, y, ...e }) =>
        select(y.eq(0), softplus(z), select(y.eq(1), softplus(neg(z)), neg(log(oneMinus(miss({ ...e, z, y })))))),
    }),
  ],
  'weighted-mean-by-count': ['divides a weighted mean by the number of elements', focal({}, true)],
  'log-probabilities-as-logits': [
    'feeds log-probabilities to the sigmoid',
    text<Names, 'weight'>(({ logits, ...rest }, settings) =>
      right({ logits: map((z) => neg(softplus(neg(z))), logits), ...rest }, settings),
    ),
  ],
  'modulation-detached': [
    'treats (1 - p_t)^gamma as constant in the gradient of gamma',
    { corrupt: scaledGradient('gamma', 0) },
  ],
  'alpha-gradient-sign': ['gives alpha a gradient of the wrong sign', { corrupt: scaledGradient('alpha', -1) }],
});
