import { oneMinus, sqrt } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { diou } from '../../../reference/losses/segmentation-detection/diou.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { type BoxParts, ofBoxes } from './boxes.ts';

const right = diou.algorithms[0].text;
const overlap = ({ intersection, union, eps }: BoxParts): Scalar => oneMinus(intersection.div(union.add(eps)));
const diagonal = ({ hull: [w, h] }: BoxParts): Scalar => w.mul(w).add(h.mul(h));
const loss = (b: BoxParts): Scalar => overlap(b).add(b.distance.div(diagonal(b).add(b.eps)));

export const diouMutants: Mutant[] = mutantsOf('diou', {
  'hidden-epsilon': ['adds 1e-7 to both denominators unasked', (o, s) => right({ ...o, eps: o.eps!.add(1e-7) }, s)],
  'epsilon-in-the-union-only': [
    'adds the epsilon to the union only',
    ofBoxes((b) => overlap(b).add(b.distance.div(diagonal(b)))),
  ],
  iou: ['returns the IoU loss', ofBoxes(overlap)],
  giou: [
    'returns the GIoU loss',
    ofBoxes((b) => {
      const hull = b.hull[0].mul(b.hull[1]);
      return overlap(b).add(hull.sub(b.union).div(hull.add(b.eps)));
    }),
  ],
  'not-squared': [
    'divides the distance by the diagonal, not their squares',
    ofBoxes((b) => overlap(b).add(sqrt(b.distance).div(sqrt(diagonal(b)).add(b.eps)))),
  ],
  'over-the-area-of-the-hull': [
    'divides by the area of the enclosing box',
    ofBoxes((b) => overlap(b).add(b.distance.div(b.hull[0].mul(b.hull[1]).add(b.eps)))),
  ],
  'corners-for-centres': ['takes the distance of the first corners', ofBoxes(loss, { middle: (low) => low })],
  'half-forgotten': [
    'takes the sum of the edges for the centre',
    ofBoxes(loss, { middle: (low, high) => low.add(high) }),
  ],
  'penalty-sign': ['subtracts the distance', ofBoxes((b) => overlap(b).sub(b.distance.div(diagonal(b).add(b.eps))))],
  'overlap-not-clamped': ['does not clamp the sides of the intersection at 0', ofBoxes(loss, { side: (d) => d })],
  'pixel-convention': [
    'counts a side as x2 - x1 + 1 pixels',
    ofBoxes(loss, { length: (low, high) => high.sub(low).add(1) }),
  ],
  'score-returned': ['returns DIoU instead of the loss', ofBoxes((b) => oneMinus(loss(b)))],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
