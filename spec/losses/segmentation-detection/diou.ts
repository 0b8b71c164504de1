import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, inapplicable } from '../../language/law.ts';
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

export const diou = defineLoss({
  id: 'diou',
  family: 'segmentation-detection',
  summary:
    'Distance intersection-over-union loss of boxes: 1 - IoU, plus the squared distance of the centres over the squared diagonal of the enclosing box.',
  operands: boxPairs,
  params: {
    eps: number(0, nonNegative, 'added to the union and to the squared diagonal of the enclosing box', {
      convention: true,
      tries: [1e-7, 1e-6],
    }),
  },
  items: ['N'],
  formula: [
    ...overlapFormula,
    ...distanceFormula,
    '1 - intersection / (together + eps) + distance / (diagonal + eps)',
  ].join('; '),
  laws: {
    ...boxLaws,
    zero_iff_equal: zeroForEqualBoxes,
    monotone: epsilonBothWays,
    bounded: holds({ min: 0, max: 2 }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
  },
  edges: [
    ...boxEdges,
    {
      title: 'touching boxes: 1 + 1 / 5',
      operands: { prediction: [[0, 0, 1, 1]], target: [[1, 0, 2, 1]] },
      value: 1.2,
    },
  ],
  kinks: edgesMeet,
  examples: [
    { title: 'the boxes of E5: 30 / 79 + 50 / 4050', operands: lessonBoxes, value: 30 / 79 + 1 / 81 },
    {
      title: 'one centre, two sizes: the distance says nothing',
      operands: { prediction: [[0, 0, 4, 4]], target: [[1, 1, 3, 3]] },
      value: 0.75,
    },
    {
      title: 'unit boxes, a gap of 1 between them: 1 + 4 / 10',
      operands: { prediction: [[0, 0, 1, 1]], target: [[2, 0, 3, 1]] },
      value: 1.4,
    },
  ],
  traps: [
    ...boxTraps,
    {
      title: 'Distance or its square',
      text: 'Both the distance and the diagonal are squared; the ratio of the lengths is another loss.',
    },
    {
      title: 'Diagonal of the union',
      text: 'The diagonal is that of the smallest box around both, not of one of them.',
    },
  ],
  sources: [
    {
      title: 'Zheng et al.: Distance-IoU loss (2020)',
      reference: 'https://doi.org/10.1609/aaai.v34i07.6999',
    },
  ],
});
