import { min, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { dice } from '../../../reference/losses/segmentation-detection/dice.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const rightDice = dice.algorithms[0].text;
type DiceNames = 'probability' | 'target' | 'smooth' | 'denominator_eps';
type Ratio = (overlap: Scalar, sizes: Scalar, smooth: Scalar, eps: Scalar) => Scalar;
interface DiceParts {
  readonly ratio?: Ratio;
  readonly overlap?: (p: Scalar, y: Scalar) => Scalar;
  readonly size?: (x: Scalar) => Scalar;
}
const ratio: Ratio = (i, sizes, s, eps) => oneMinus(i.mul(2).add(s).div(sizes.add(s).add(eps)));
const diceBy = (parts: DiceParts) =>
  text<DiceNames>(({ probability, target, smooth, denominator_eps }, settings: Settings) => {
    const total = <R>(x: Tensor<R>): Tensor<R> => {
      const inner = x.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1);
      return inner.length > 0 ? x.sum(...inner) : x;
    };
    const size = parts.size ?? (settings.squared ? square : (x: Scalar) => x);
    const overlap = parts.overlap ?? ((p: Scalar, y: Scalar) => p.mul(y));
    const sizes = total(map(size, probability)).add(total(map(size, target)));
    const terms = map(parts.ratio ?? ratio, total(map(overlap, probability, target)), sizes, smooth, denominator_eps);
    return reduce(terms, settings);
  });

export const diceMutants: Mutant[] = mutantsOf('dice', {
  'smooth-doubled': [
    'counts smooth with I, not with 2I: twice the smoothing',
    diceBy({ ratio: (i, n, s, e) => ratio(i, n, s.mul(2), e) }),
  ],
  'smooth-in-the-denominator-only': [
    'adds smooth to the denominator only',
    diceBy({ ratio: (i, n, s, e) => oneMinus(i.mul(2).div(n.add(s).add(e))) }),
  ],
  'smooth-in-the-numerator-only': [
    'adds smooth to the numerator only',
    diceBy({ ratio: (i, n, s, e) => oneMinus(i.mul(2).add(s).div(n.add(e))) }),
  ],
  'smooth-ignored': ['ignores smooth', diceBy({ ratio: (i, n, s, e) => ratio(i, n, s.sub(s), e) })],
  'hidden-epsilon': [
    'adds 1e-7 to the denominator unasked',
    diceBy({ ratio: (i, n, s, e) => ratio(i, n, s, e.add(1e-7)) }),
  ],
  'tiny-hidden-epsilon': [
    'adds 1e-12 to the denominator unasked',
    diceBy({ ratio: (i, n, s, e) => ratio(i, n, s, e.add(1e-12)) }),
  ],
  'factor-2-forgotten': [
    'forgets the factor 2 of the overlap',
    diceBy({ ratio: (i, n, s, e) => oneMinus(i.add(s).div(n.add(s).add(e))) }),
  ],
  'score-returned': [
    'returns the score instead of the loss',
    diceBy({ ratio: (i, n, s, e) => i.mul(2).add(s).div(n.add(s).add(e)) }),
  ],
  jaccard: [
    'computes the Jaccard loss',
    diceBy({ ratio: (i, n, s, e) => oneMinus(i.add(s).div(n.sub(i).add(s).add(e))) }),
  ],
  'always-squared': ['always squares the sizes', diceBy({ size: square })],
  'squared-ignored': ['never squares the sizes', diceBy({ size: (x) => x })],
  'minimum-as-overlap': ['takes the minimum for the overlap', diceBy({ overlap: (p, y) => min(p, y) })],
  thresholded: ['thresholds the prediction at one half', diceBy({ overlap: (p, y) => select(p.ge(0.5), y, 0) })],
  'batch-for-item': [
    'pools the batch where each item has its own ratio',
    (o, s) => {
      if (s.over === 'batch' || s.reduction === 'none') return rightDice(o, s);
      const pooled = rightDice(o, { ...s, over: 'batch' });
      return s.reduction === 'sum' ? pooled.mul(o.probability!.count(0)) : pooled;
    },
  ],
  'empty-is-perfect': [
    'returns 0 for two empty masks without smoothing',
    diceBy({ ratio: (i, n, s, e) => select(n.add(s).add(e).eq(0), 0, ratio(i, n, s, e)) }),
  ],
  'smooth-gradient-dropped': ['treats smooth as constant', { corrupt: scaledGradient('smooth', 0) }],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
