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
import { varifocal } from '../../../reference/losses/classification/varifocal.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = varifocal.algorithms[0].text;
type Names = 'logits' | 'target' | 'alpha' | 'gamma';
interface Element {
  readonly z: Scalar;
  readonly y: Scalar;
  readonly alpha: Scalar;
  readonly gamma: Scalar;
  /** The logit without its derivative. */
  readonly held: Scalar;
}
const bce = ({ z, y }: Element): Scalar => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
const logSigmoid = (z: Scalar): Scalar => neg(softplus(neg(z)));
const focus = ({ z, gamma }: Element): Scalar => exp(zeroTimes(gamma, logSigmoid(z)));
const logOf =
  (changed: (p: Scalar) => Scalar) =>
  ({ z, y }: Element): Scalar => {
    const p = sigmoid(z);
    return neg(y.mul(log(changed(p))).add(oneMinus(y).mul(log(changed(oneMinus(p))))));
  };

interface Parts {
  readonly entropy?: (e: Element) => Scalar;
  /** The weight of an element with a box and of one without. */
  readonly present?: (e: Element) => Scalar;
  readonly absent?: (e: Element) => Scalar;
  readonly isAbsent?: (e: Element) => ReturnType<Scalar['eq']>;
}
const vari = (parts: Parts, count = false) =>
  text<Names, 'weight'>(({ logits, target, alpha, gamma, weight }, settings) => {
    const term = (z: Scalar, y: Scalar, a: Scalar, g: Scalar, held: Scalar): Scalar => {
      const e = { z, y, alpha: a, gamma: g, held };
      const cost = (parts.entropy ?? bce)(e);
      const absent = zeroTimes((parts.absent ?? ((x) => x.alpha.mul(focus(x))))(e), cost);
      const present = parts.present?.(e).mul(cost) ?? (settings.target_weighted ? y.mul(cost) : cost);
      return select(parts.isAbsent?.(e) ?? y.eq(0), absent, present);
    };
    const named = count ? { ...settings, denominator: 'count' } : settings;
    return reduceElements(term, [logits, target, alpha, gamma, logits.hold()], weight, named);
  });
const under = (settings: Partial<Settings>) => text<Names, 'weight'>((o, s) => right(o, { ...s, ...settings }));

export const varifocalMutants: Mutant[] = mutantsOf('varifocal', {
  'target-weight-ignored': ['weighs all boxes alike', under({ target_weighted: false })],
  'target-weight-always': ['weighs boxes by their target always', under({ target_weighted: true })],
  'focus-on-both': [
    'weighs boxes down, too, by |target - p|^gamma',
    vari({
      present: ({ z, y, gamma }) => {
        const d = abs(y.mul(sigmoid(neg(z))).sub(oneMinus(y).mul(sigmoid(z))));
        return y.mul(select(d.eq(0), 0, exp(gamma.mul(log(d)))));
      },
    }),
  ],
  'alpha-on-both': ['multiplies boxes by alpha, too', vari({ present: ({ y, alpha }) => alpha.mul(y) })],
  'alpha-ignored': ['ignores alpha', vari({ absent: focus })],
  'alpha-1-less': ['gives what has no box 1 - alpha', vari({ absent: (e) => oneMinus(e.alpha).mul(focus(e)) })],
  'alpha-0-falsy': [
    'takes alpha 0 for "not set" and uses 0.75',
    vari({ absent: (e) => select(e.alpha.eq(0), 0.75, e.alpha).mul(focus(e)) }),
  ],
  'power-of-the-other-answer': [
    'weighs by (1 - p)^gamma, as focal loss does of a positive',
    vari({ absent: ({ z, ...e }) => e.alpha.mul(focus({ ...e, z: neg(z) })) }),
  ],
  'gamma-plus-1': [
    'raises to gamma + 1',
    vari({ absent: ({ gamma, ...e }) => e.alpha.mul(focus({ ...e, gamma: gamma.add(1) })) }),
  ],
  'focus-detached': [
    'treats p^gamma as constant in the gradient of the logits',
    vari({ absent: ({ held, ...e }) => e.alpha.mul(focus({ ...e, held, z: held })) }),
  ],
  'poor-boxes-absent': [
    'takes a box that overlaps by less than a half for none',
    vari({ isAbsent: ({ y }) => y.lt(0.5) }),
  ],
  'hard-entropy': [
    'takes the target of a box for 1 in the cross-entropy',
    vari({ entropy: ({ y, ...e }) => bce({ ...e, y: select(y.eq(0), 0, 1) }) }),
  ],
  'positive-part-only': [
    'leaves out the cross-entropy of the other answer of a box',
    vari({ entropy: ({ z, y }) => select(y.eq(0), softplus(z), zeroTimes(y, softplus(neg(z)))) }),
  ],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    vari({ entropy: logOf((p) => max(min(p, 1 - 1e-7), 1e-7)) }),
  ],
  'epsilon-in-the-log': ['adds 1e-8 inside the logarithm', vari({ entropy: logOf((p) => p.add(1e-8)) })],
  'weighted-mean-by-count': ['divides a weighted mean by the number of elements', vari({}, true)],
  'probabilities-as-logits': [
    'takes the sigmoid twice',
    text<Names, 'weight'>(({ logits, ...rest }, settings) =>
      right({ logits: map(sigmoid, logits), ...rest }, settings),
    ),
  ],
  'alpha-gradient-sign': ['gives alpha a gradient of the wrong sign', { corrupt: scaledGradient('alpha', -1) }],
});
