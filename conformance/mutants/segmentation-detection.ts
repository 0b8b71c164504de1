import { max, min, oneMinus, select, square } from '../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../reference/losses/loss-reference.ts';
import { reduce } from '../../reference/losses/reduction.ts';
import { dice } from '../../reference/losses/segmentation-detection/dice.ts';
import { giou } from '../../reference/losses/segmentation-detection/giou.ts';
import { map, type Tensor } from '../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from './mutant.ts';

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

const rightGiou = giou.algorithms[0].text;
interface Boxes {
  readonly intersection: Scalar;
  readonly union: Scalar;
  readonly hull: Scalar;
  readonly eps: Scalar;
}
interface GiouParts {
  readonly side?: (x: Scalar) => Scalar;
  readonly extent?: (from: Scalar, to: Scalar) => Scalar;
  readonly hullSide?: (a1: Scalar, a2: Scalar, b1: Scalar, b2: Scalar) => Scalar;
  readonly union?: (areas: Scalar, intersection: Scalar) => Scalar;
  readonly loss?: (b: Boxes) => Scalar;
}
const giouLoss = ({ intersection, union, hull, eps }: Boxes): Scalar =>
  oneMinus(intersection.div(union.add(eps))).add(hull.sub(union).div(hull.add(eps)));
/** GIoU with one part replaced. */
const giouBy = (parts: GiouParts) =>
  text<'prediction' | 'target' | 'eps'>(({ prediction, target, eps }, settings) => {
    const term = (...x: Scalar[]): Scalar => {
      const [ax1, ay1, ax2, ay2, bx1, by1, bx2, by2, e] = x as [
        Scalar,
        Scalar,
        Scalar,
        Scalar,
        Scalar,
        Scalar,
        Scalar,
        Scalar,
        Scalar,
      ];
      const side = parts.side ?? ((d: Scalar) => max(d, 0));
      const extent = parts.extent ?? ((from: Scalar, to: Scalar) => to.sub(from));
      const hullSide =
        parts.hullSide ?? ((a1: Scalar, a2: Scalar, b1: Scalar, b2: Scalar) => extent(min(a1, b1), max(a2, b2)));
      const intersection = side(extent(max(ax1, bx1), min(ax2, bx2))).mul(side(extent(max(ay1, by1), min(ay2, by2))));
      const areas = extent(ax1, ax2)
        .mul(extent(ay1, ay2))
        .add(extent(bx1, bx2).mul(extent(by1, by2)));
      const union = parts.union?.(areas, intersection) ?? areas.sub(intersection);
      const hull = hullSide(ax1, ax2, bx1, bx2).mul(hullSide(ay1, ay2, by1, by2));
      return (parts.loss ?? giouLoss)({ intersection, union, hull, eps: e });
    };
    return reduce(map(term, ...prediction.columns(), ...target.columns(), eps), settings);
  });

export const giouMutants: Mutant[] = mutantsOf('giou', {
  'hidden-epsilon': ['adds 1e-7 to both denominators unasked', (o, s) => rightGiou({ ...o, eps: o.eps!.add(1e-7) }, s)],
  'epsilon-in-the-union-only': [
    'adds the epsilon to the union only',
    giouBy({
      loss: ({ intersection, union, hull, eps }) =>
        oneMinus(intersection.div(union.add(eps))).add(hull.sub(union).div(hull)),
    }),
  ],
  iou: [
    'returns the IoU loss',
    giouBy({ loss: ({ intersection, union, eps }) => oneMinus(intersection.div(union.add(eps))) }),
  ],
  'overlap-not-clamped': ['does not clamp the sides of the intersection at 0', giouBy({ side: (d) => d })],
  'penalty-over-the-union': [
    'divides the empty part by the union',
    giouBy({
      loss: ({ intersection, union, hull, eps }) =>
        oneMinus(intersection.div(union.add(eps))).add(hull.sub(union).div(union.add(eps))),
    }),
  ],
  'penalty-sign': [
    'subtracts the empty share from the loss',
    giouBy({
      loss: ({ intersection, union, hull, eps }) =>
        oneMinus(intersection.div(union.add(eps))).sub(hull.sub(union).div(hull.add(eps))),
    }),
  ],
  'union-without-overlap': ['forgets to take the intersection out of the union', giouBy({ union: (areas) => areas })],
  'pixel-convention': ['counts a side as x2 - x1 + 1 pixels', giouBy({ extent: (from, to) => to.sub(from).add(1) })],
  'hull-of-the-intersection': [
    'takes the inner corners for the enclosing box',
    giouBy({ hullSide: (a1, a2, b1, b2) => max(min(a2, b2).sub(max(a1, b1)), 0) }),
  ],
  halved: ['returns (1 - GIoU) / 2', giouBy({ loss: (b) => giouLoss(b).mul(0.5) })],
  'score-returned': ['returns GIoU instead of the loss', giouBy({ loss: (b) => oneMinus(giouLoss(b)) })],
  'clipped-at-1': ['clips the loss at 1', giouBy({ loss: (b) => min(giouLoss(b), 1) })],
  'degenerate-is-perfect': [
    'returns 0 where the union is empty',
    giouBy({ loss: (b) => select(b.union.eq(0), 0, giouLoss(b)) }),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
