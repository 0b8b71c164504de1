import { log, min, neg, oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { iou } from '../../../reference/losses/segmentation-detection/iou.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { type BoxParts, ofBoxes } from './boxes.ts';

const right = iou.algorithms[0].text;
const loss = ({ intersection, union, eps }: BoxParts): Scalar => oneMinus(intersection.div(union.add(eps)));
const areas = ({ sides }: BoxParts): [Scalar, Scalar] => [sides[0].mul(sides[1]), sides[2].mul(sides[3])];
const over = (divisor: (b: BoxParts) => Scalar) => ofBoxes((b) => oneMinus(b.intersection.div(divisor(b).add(b.eps))));

export const iouMutants: Mutant[] = mutantsOf('iou', {
  'hidden-epsilon': ['adds 1e-7 to the union unasked', (o, s) => right({ ...o, eps: o.eps!.add(1e-7) }, s)],
  'epsilon-on-both-sides': [
    'adds the epsilon to numerator and denominator',
    ofBoxes((b) => oneMinus(b.intersection.add(b.eps).div(b.union.add(b.eps)))),
  ],
  'epsilon-ignored': ['ignores the epsilon', ofBoxes((b) => loss({ ...b, eps: b.eps.sub(b.eps) }))],
  'overlap-not-clamped': ['does not clamp the sides of the intersection at 0', ofBoxes(loss, { side: (d) => d })],
  'union-without-overlap': [
    'forgets to take the intersection out of the union',
    over((b) => areas(b)[0].add(areas(b)[1])),
  ],
  dice: [
    'counts the intersection twice over the summed areas: Dice',
    ofBoxes((b) => oneMinus(b.intersection.mul(2).div(areas(b)[0].add(areas(b)[1]).add(b.eps)))),
  ],
  'over-the-smaller-box': ['divides by the smaller area', over((b) => min(...areas(b)))],
  'over-the-target': ['divides by the area of the target', over((b) => areas(b)[1])],
  'minus-logarithm': ['returns -log(IoU)', ofBoxes((b) => neg(log(oneMinus(loss(b)))))],
  'pixel-convention': [
    'counts a side as x2 - x1 + 1 pixels',
    ofBoxes(loss, { length: (low, high) => high.sub(low).add(1) }),
  ],
  'score-returned': ['returns IoU instead of the loss', ofBoxes((b) => oneMinus(loss(b)))],
  'degenerate-is-perfect': ['returns 0 where the union is empty', ofBoxes((b) => select(b.union.eq(0), 0, loss(b)))],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
