import { min, oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { itemSum } from '../../../reference/losses/segmentation-detection/item-sum.ts';
import { tversky } from '../../../reference/losses/segmentation-detection/tversky.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = tversky.algorithms[0].text;
type Names = 'probability' | 'target' | 'alpha' | 'beta' | 'smooth' | 'denominator_eps';
interface Counts {
  readonly tp: Scalar;
  readonly fp: Scalar;
  readonly fn: Scalar;
  readonly a: Scalar;
  readonly b: Scalar;
  readonly s: Scalar;
  readonly e: Scalar;
}
interface Parts {
  readonly loss?: (c: Counts) => Scalar;
  readonly overlap?: (p: Scalar, y: Scalar) => Scalar;
  readonly seen?: (p: Scalar) => Scalar;
}
const errors = ({ fp, fn, a, b }: Counts): Scalar => a.mul(fp).add(b.mul(fn));
const loss = (c: Counts): Scalar => oneMinus(c.tp.add(c.s).div(c.tp.add(errors(c)).add(c.s).add(c.e)));

/** Tversky with one part replaced. */
const by = (parts: Parts) =>
  text<Names>(({ probability, target, alpha, beta, smooth, denominator_eps }, settings) => {
    const p = parts.seen ? map(parts.seen, probability) : probability;
    const sum = (of: (p: Scalar, y: Scalar) => Scalar) => itemSum(map(of, p, target), settings);
    const tp = sum(parts.overlap ?? ((x, y) => x.mul(y)));
    const fp = sum((x, y) => x.mul(oneMinus(y)));
    const fn = sum((x, y) => oneMinus(x).mul(y));
    const term = (...x: Scalar[]): Scalar => {
      const [t, f, n, a, b, s, e] = x as [Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar];
      return (parts.loss ?? loss)({ tp: t, fp: f, fn: n, a, b, s, e });
    };
    return reduce(map(term, tp, fp, fn, alpha, beta, smooth, denominator_eps), settings);
  });

export const tverskyMutants: Mutant[] = mutantsOf('tversky', {
  'alpha-and-beta-exchanged': [
    'weighs false negatives by alpha and false positives by beta',
    by({ loss: (c) => loss({ ...c, a: c.b, b: c.a }) }),
  ],
  'beta-is-one-minus-alpha': ['takes 1 - alpha for beta', by({ loss: (c) => loss({ ...c, b: oneMinus(c.a) }) })],
  'one-weight-for-both': [
    'counts all classes at once, so that only alpha + beta matters',
    by({ loss: (c) => loss({ ...c, a: c.a.add(c.b).div(2), b: c.a.add(c.b).div(2) }) }),
  ],
  dice: [
    'ignores alpha and beta: Dice',
    by({ loss: (c) => loss({ ...c, a: c.a.sub(c.a).add(0.5), b: c.b.sub(c.b).add(0.5) }) }),
  ],
  'smooth-as-in-dice': [
    'counts smooth with 2I: half the smoothing',
    by({ loss: (c) => loss({ ...c, s: c.s.div(2) }) }),
  ],
  'smooth-in-the-denominator-only': [
    'adds smooth to the denominator only',
    by({ loss: (c) => oneMinus(c.tp.div(c.tp.add(errors(c)).add(c.s).add(c.e))) }),
  ],
  'smooth-ignored': ['ignores smooth', by({ loss: (c) => loss({ ...c, s: c.s.sub(c.s) }) })],
  'hidden-epsilon': ['adds 1e-7 to the denominator unasked', by({ loss: (c) => loss({ ...c, e: c.e.add(1e-7) }) })],
  'overlap-forgotten': [
    'forgets the overlap in the denominator',
    by({ loss: (c) => oneMinus(c.tp.add(c.s).div(errors(c).add(c.s).add(c.e))) }),
  ],
  'score-returned': ['returns the index instead of the loss', by({ loss: (c) => oneMinus(loss(c)) })],
  'minimum-as-overlap': ['takes the minimum for the overlap', by({ overlap: (p, y) => min(p, y) })],
  thresholded: ['thresholds the prediction at one half', by({ seen: (p) => select(p.ge(0.5), 1, 0) })],
  'batch-for-item': [
    'pools the batch where each item has its own ratio',
    (o, s) => {
      if (s.over === 'batch' || s.reduction === 'none') return right(o, s);
      const pooled = right(o, { ...s, over: 'batch' });
      return s.reduction === 'sum' ? pooled.mul(o.probability!.count(0)) : pooled;
    },
  ],
  'empty-is-perfect': [
    'returns 0 for two empty masks without smoothing',
    by({ loss: (c) => select(c.tp.add(errors(c)).add(c.s).add(c.e).eq(0), 0, loss(c)) }),
  ],
  'alpha-gradient-dropped': ['treats alpha as constant', { corrupt: scaledGradient('alpha', 0) }],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
