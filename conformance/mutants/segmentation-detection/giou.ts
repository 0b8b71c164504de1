import { max, min, oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { giou } from '../../../reference/losses/segmentation-detection/giou.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

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
