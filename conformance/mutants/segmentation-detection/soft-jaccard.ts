import { log, min, neg, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { itemSum } from '../../../reference/losses/segmentation-detection/item-sum.ts';
import { softJaccard } from '../../../reference/losses/segmentation-detection/soft_jaccard.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = softJaccard.algorithms[0].text;
type Names = 'probability' | 'target' | 'smooth' | 'denominator_eps';
type Ratio = (both: Scalar, sizes: Scalar, smooth: Scalar, eps: Scalar) => Scalar;
const ratio: Ratio = (i, n, s, e) => oneMinus(i.add(s).div(n.sub(i).add(s).add(e)));
interface Parts {
  readonly loss?: Ratio;
  readonly overlap?: (p: Scalar, y: Scalar) => Scalar;
  readonly isSquared?: boolean;
}
const by = ({ loss = ratio, overlap = (p, y) => p.mul(y), isSquared }: Parts) =>
  text<Names>(({ probability, target, smooth, denominator_eps }, settings) => {
    const size = (isSquared ?? settings.squared) ? square : (x: Scalar) => x;
    const sizes = itemSum(map(size, probability), settings).add(itemSum(map(size, target), settings));
    const both = itemSum(map(overlap, probability, target), settings);
    return reduce(map(loss, both, sizes, smooth, denominator_eps), settings);
  });

export const softJaccardMutants: Mutant[] = mutantsOf('soft_jaccard', {
  dice: ['computes the Dice loss', by({ loss: (i, n, s, e) => oneMinus(i.mul(2).add(s).div(n.add(s).add(e))) })],
  'union-without-overlap': [
    'forgets to take the overlap out of the union',
    by({ loss: (i, n, s, e) => oneMinus(i.add(s).div(n.add(s).add(e))) }),
  ],
  'scaled-by-smooth': ['multiplies the loss by smooth', by({ loss: (i, n, s, e) => ratio(i, n, s, e).mul(s) })],
  'minus-logarithm': ['returns -log of the index', by({ loss: (i, n, s, e) => neg(log(oneMinus(ratio(i, n, s, e)))) })],
  'smooth-in-the-denominator-only': [
    'adds smooth to the denominator only',
    by({ loss: (i, n, s, e) => oneMinus(i.div(n.sub(i).add(s).add(e))) }),
  ],
  'smooth-ignored': ['ignores smooth', by({ loss: (i, n, s, e) => ratio(i, n, s.sub(s), e) })],
  'hidden-epsilon': ['adds 1e-7 to the denominator unasked', by({ loss: (i, n, s, e) => ratio(i, n, s, e.add(1e-7)) })],
  'score-returned': [
    'returns the index instead of the loss',
    by({ loss: (i, n, s, e) => oneMinus(ratio(i, n, s, e)) }),
  ],
  'minimum-as-overlap': ['takes the minimum for the overlap', by({ overlap: (p, y) => min(p, y) })],
  thresholded: ['thresholds the prediction at one half', by({ overlap: (p, y) => select(p.ge(0.5), y, 0) })],
  'squared-ignored': ['never squares the sizes', by({ isSquared: false })],
  'batch-for-item': [
    'pools the batch where each item has its own ratio',
    (o, s) => (s.over === 'batch' || s.reduction !== 'mean' ? right(o, s) : right(o, { ...s, over: 'batch' })),
  ],
  'empty-is-perfect': [
    'returns 0 for two empty masks without smoothing',
    by({ loss: (i, n, s, e) => select(n.add(s).add(e).eq(0), 0, ratio(i, n, s, e)) }),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
