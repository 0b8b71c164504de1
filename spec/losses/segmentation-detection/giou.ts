import { defineLoss } from '../../language/define-loss.ts';
import { boxXyxy, nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const giou = defineLoss({
  id: 'giou',
  family: 'segmentation-detection',
  summary: 'Generalised intersection-over-union loss of boxes: 1 - IoU, plus the empty share of the enclosing box.',
  operands: {
    prediction: operand(['N', 4], boxXyxy, 'boxes as x1, y1, x2, y2'),
    target: operand(['N', 4], boxXyxy, 'the boxes that are true'),
  },
  params: {
    eps: number(0, nonNegative, 'added to the union and to the area of the enclosing box', {
      convention: true,
      tries: [1e-7, 1e-6],
    }),
  },
  items: ['N'],
  formula: [
    'width = max(0, min(prediction[3], target[3]) - max(prediction[1], target[1]))',
    'height = max(0, min(prediction[4], target[4]) - max(prediction[2], target[2]))',
    'intersection = width * height',
    'area(b) = (b[3] - b[1]) * (b[4] - b[2])',
    'together = area(prediction) + area(target) - intersection',
    'hull = (max(prediction[3], target[3]) - min(prediction[1], target[1])) * (max(prediction[4], target[4]) - min(prediction[2], target[2]))',
    '1 - intersection / (together + eps) + (hull - together) / (hull + eps)',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }, { params: { eps: 0 } }, [
      {
        args: { operands: ['prediction', 'target'] },
        sample: { operands: { prediction: [[0, 0, 1, 1]], target: [[0, 0, 1, 1]] }, params: { eps: 0.5 } },
        because: 'an epsilon in the denominator makes equal boxes cost eps / (area + eps)',
      },
    ]),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }, { params: { eps: 0 } }),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: isFalse({
      args: { in: ['prediction'] },
      sample: { operands: { prediction: [[0, 0, 1, 1]], target: [[0, 0, 1, 1]] } },
      to: { prediction: [[8, 0, 9, 1]] },
      because: 'it rises ever more slowly as the boxes part',
    }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'max', constant: '1' },
      sample: { operands: { prediction: [[0, 0, 0.125, 0.125]], target: [[0, 0, 0.125, 0.125]] }, reduction: 'none' },
      to: { prediction: [[0.125, 0, 0.25, 0.125]] },
      because: 'for small boxes a small step is a large share',
    }),
    scale: holds({ by: { prediction: 1, target: 1, eps: 2 }, degree: 0 }),
    translation: holds({ together: ['prediction', 'target'], shift: 'box' }),
    rotation: inapplicable('boxes are parallel to the axes'),
    monotone: isFalse({
      args: { in: 'eps', direction: 'increasing' },
      sample: {
        operands: { prediction: [[0, 0, 1, 1]], target: [[2, 0, 3, 1]] },
        params: { eps: 1 },
        reduction: 'none',
      },
      because: 'it makes equal boxes cost more, and boxes apart less',
    }),
    bounded: holds({ min: 0, max: 2 }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holdsFor([{ args: { param: 'eps' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    {
      title: 'two equal points have neither union nor hull',
      operands: { prediction: [[1, 1, 1, 1]], target: [[1, 1, 1, 1]] },
      value: Number.NaN,
    },
    {
      title: 'touching boxes',
      operands: { prediction: [[0, 0, 1, 1]], target: [[1, 0, 2, 1]] },
      value: 1,
    },
    { title: 'an inverted box', operands: { prediction: [[1, 0, 0, 1]], target: [[0, 0, 1, 1]] }, value: 'rejected' },
    {
      title: 'inverted both ways',
      operands: { prediction: [[1, 1, 0, 0]], target: [[0, 0, 1, 1]] },
      value: 'rejected',
    },
  ],
  kinks: [{ where: 'an edge of one box meets an edge of the other', subdifferential: 'any mixture of the two sides' }],
  examples: [
    {
      title: 'the source lesson, E5, eps 0',
      operands: {
        prediction: [
          [10, 10, 50, 50],
          [20, 20, 60, 60],
        ],
        target: [
          [15, 15, 55, 55],
          [25, 25, 65, 65],
        ],
      },
      value: 0.40443819346772936,
    },
    {
      title: 'unit boxes, a gap of 1 between them: 1 + 1/3',
      operands: { prediction: [[0, 0, 1, 1]], target: [[2, 0, 3, 1]] },
      value: 4 / 3,
    },
  ],
  traps: [
    {
      title: 'An absolute epsilon',
      text: 'With 1e-7 in the denominator identical boxes of side 1e-4 cost 0.909: the loss is not scale-invariant.',
    },
    { title: 'Inverted boxes', text: 'Unchecked, a box inverted both ways has positive area and can look perfect.' },
    { title: 'Degenerate boxes', text: 'Zero-area boxes make 0/0: NaN here, 0 or 1 in libraries with an epsilon.' },
    {
      title: 'Overlap not clamped',
      text: 'Two negative sides multiply to a positive intersection of boxes that do not meet.',
    },
  ],
  sources: [
    {
      title: 'Rezatofighi et al.: Generalized intersection over union (2019)',
      reference: 'https://doi.org/10.1109/CVPR.2019.00075',
    },
  ],
});
