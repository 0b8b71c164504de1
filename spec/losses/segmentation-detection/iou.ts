import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, inapplicable } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import {
  boxEdges,
  boxLaws,
  boxPairs,
  boxTraps,
  edgesMeet,
  lessonBoxes,
  overlapFormula,
  zeroForEqualBoxes,
} from './box-pairs.ts';

export const iou = defineLoss({
  id: 'iou',
  family: 'segmentation-detection',
  summary: 'Intersection-over-union loss of boxes: one minus the area that they share over the area that they cover.',
  operands: boxPairs,
  params: { eps: number(0, nonNegative, 'added to the union', { convention: true, tries: [1e-7, 1e-6] }) },
  items: ['N'],
  formula: [...overlapFormula, '1 - intersection / (together + eps)'].join('; '),
  laws: {
    ...boxLaws,
    zero_iff_equal: zeroForEqualBoxes,
    monotone: holds({ in: 'eps', direction: 'increasing' }),
    bounded: holds({ min: 0, max: 1 }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
  },
  edges: [
    ...boxEdges,
    { title: 'touching boxes', operands: { prediction: [[0, 0, 1, 1]], target: [[1, 0, 2, 1]] }, value: 1 },
    {
      title: 'boxes apart have no gradient',
      operands: { prediction: [[0, 0, 1, 1]], target: [[2, 0, 3, 1]] },
      value: 1,
      gradient: { prediction: [[0, 0, 0, 0]], target: [[0, 0, 0, 0]] },
    },
  ],
  kinks: edgesMeet,
  examples: [
    {
      title: 'the source lesson, E5, eps 1e-6',
      operands: lessonBoxes,
      params: { eps: 1e-6 },
      value: 0.37974683575709023,
    },
    { title: 'E5 without an epsilon: 1 - 1225 / 1975', operands: lessonBoxes, value: 30 / 79 },
    {
      title: 'a quarter of each: 1 - 1 / 7',
      operands: { prediction: [[0, 0, 2, 2]], target: [[1, 1, 3, 3]] },
      value: 6 / 7,
    },
  ],
  traps: [
    ...boxTraps,
    {
      title: 'No gradient for boxes apart',
      text: 'Boxes that do not meet cost 1 whatever their distance: that is what GIoU and DIoU were made for.',
    },
    {
      title: 'Minus the logarithm',
      text: 'UnitBox uses -log(IoU) under the same name: another loss, infinite for boxes apart.',
    },
  ],
  sources: [
    {
      title: 'Yu et al.: UnitBox (2016), which takes -log(IoU)',
      reference: 'https://doi.org/10.1145/2964284.2967274',
    },
    {
      title: 'Rezatofighi et al.: Generalized intersection over union (2019), section 3: 1 - IoU',
      reference: 'https://doi.org/10.1109/CVPR.2019.00075',
    },
  ],
});
