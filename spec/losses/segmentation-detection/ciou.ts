import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import {
  boxEdges,
  boxLaws,
  boxPairs,
  boxTraps,
  distanceFormula,
  edgesMeet,
  epsilonBothWays,
  lessonBoxes,
  overlapFormula,
  zeroForEqualBoxes,
} from './box-pairs.ts';

export const ciou = defineLoss({
  id: 'ciou',
  family: 'segmentation-detection',
  summary:
    'Complete intersection-over-union loss of boxes: the DIoU loss, plus alpha times the squared difference of the aspect angles; alpha is constant under differentiation.',
  operands: boxPairs,
  params: {
    eps: number(0, nonNegative, 'added to the union, to the squared diagonal and to the denominator of alpha', {
      convention: true,
      tries: [1e-7, 1e-6],
    }),
  },
  items: ['N'],
  // The angle is atan(w / h), through the larger side, so that a flat box has one, too.
  formula: [
    ...overlapFormula,
    ...distanceFormula,
    'angle(w, h) = w < h ? atan(w / h) : pi / 2 - atan(h / w)',
    'aspect(b) = angle(b[3] - b[1], b[4] - b[2])',
    'overlap = intersection / (together + eps)',
    'v = 4 / pi^2 * (aspect(target) - aspect(prediction))^2',
    'alpha = v == 0 ? 0 : v / (1 - overlap + v + eps)',
    '1 - overlap + distance / (diagonal + eps) + hold(alpha) * v',
  ].join('; '),
  laws: {
    ...boxLaws,
    zero_iff_equal: zeroForEqualBoxes,
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 0 }, { params: { eps: 0 } }, [
      {
        args: { by: { prediction: 1, target: 1, eps: 2 }, degree: 0 },
        sample: { operands: { prediction: [[0, 0, 2, 4]], target: [[1, 1, 5, 2]] }, params: { eps: 0.5 } },
        because: 'one epsilon is added to areas and to ratios',
      },
    ]),
    descends: isFalse({
      args: { in: ['prediction'] },
      sample: { operands: { prediction: [[0, 0, 2, 4]], target: [[1, 1, 5, 2]] } },
      to: { prediction: [[0.00390625, -0.00390625, 2, 4]] },
      because: 'alpha is held: its gradient is not that of the value',
    }),
    monotone: epsilonBothWays,
    bounded: holds({ min: 0, max: 2.5 }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
  },
  edges: [
    ...boxEdges,
    {
      title: 'a point has no aspect',
      operands: { prediction: [[1, 1, 1, 1]], target: [[0, 0, 2, 2]] },
      value: Number.NaN,
    },
    {
      title: 'a flat box beside a square: 1 + 1 / 8 + (1 / 4)^2 / (5 / 4)',
      operands: { prediction: [[0, 0, 2, 0]], target: [[0, 0, 2, 2]] },
      value: 1 + 1 / 8 + 0.05,
    },
  ],
  kinks: edgesMeet,
  examples: [
    { title: 'the boxes of E5, squares all: DIoU', operands: lessonBoxes, value: 30 / 79 + 1 / 81 },
    {
      title: 'one centre, 4 by 2 against 2 by 4: 2 / 3 + v^2 / (2 / 3 + v)',
      operands: { prediction: [[0, 1, 4, 3]], target: [[1, 0, 3, 4]] },
      value: 0.7004183350773473,
    },
  ],
  traps: [
    ...boxTraps,
    {
      title: 'Alpha is held',
      text: 'The paper and its implementations do not differentiate alpha: the gradient is not that of the value, and finite differences of the value do not give it.',
    },
    {
      title: 'atan(w / h) of a flat box',
      text: 'At h = 0 the quotient is infinite: the angle is a quarter turn, but its gradient comes out as NaN.',
    },
    {
      title: 'Which epsilon',
      text: 'torchvision gives its eps to alpha only; the IoU and the diagonal keep 1e-7, whatever was asked for.',
    },
    {
      title: 'Dropped w^2 + h^2',
      text: "The paper's code replaces the factor 1 / (w^2 + h^2) of the gradient of v by 1; that is another gradient.",
    },
  ],
  sources: [
    {
      title: 'Zheng et al.: Distance-IoU loss (2020), with CIoU',
      reference: 'https://doi.org/10.1609/aaai.v34i07.6999',
    },
    {
      title: 'Zheng et al.: Enhancing geometric factors in model learning (2021)',
      reference: 'https://doi.org/10.1109/TCYB.2021.3095305',
    },
  ],
});
