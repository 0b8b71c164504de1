import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { classDice, classMaskEdges, classMaskLaws, classMasks, diceParams, pooled } from './class-masks.ts';

export const multiclassDice = defineLoss({
  id: 'multiclass_dice',
  family: 'segmentation-detection',
  summary: 'Dice loss of each class of a softmax against class indices, averaged over the classes.',
  operands: classMasks,
  params: { ...diceParams, over: pooled },
  items: { axes: ['N'], index: 'c', count: 'C' },
  formula: [...classDice, 'dice(c)'].join('; '),
  laws: {
    ...classMaskLaws,
    convex: isFalse({
      args: { in: ['logits'] },
      sample: { operands: { logits: [[-8, 0]], target: [0] } },
      to: { logits: [[0, 0]] },
      because: 'far on the wrong side it hardly falls at first',
    }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '2' }, { params: { squared: false } }),
    monotone: holdsFor([
      { args: { in: 'smooth', direction: 'decreasing' } },
      { args: { in: 'denominator_eps', direction: 'increasing' } },
    ]),
    bounded: holds({ min: 0, max: 1 }),
    class_permutation: holds({ symbol: 'C' }, { reduction: ['sum', 'mean'] }),
    absent_class_irrelevant: isFalse({
      args: { symbol: 'C', logits: 'logits', fill: {} },
      sample: { operands: { logits: [[1, 0]], target: [0] }, params: { smooth: 1 } },
      because: 'a class that nobody has or predicts is one more in the mean',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    parameter_matters: holdsFor([
      { args: { param: 'smooth' } },
      { args: { param: 'squared' } },
      { args: { param: 'denominator_eps' } },
    ]),
  },
  edges: [
    ...classMaskEdges,
    {
      title: 'a class that nobody has costs 1 without smoothing, however sure the others are',
      operands: { logits: [[[0], [-2000]]], target: [[0]] },
      reduction: 'none',
      value: [0, 1],
    },
    {
      title: 'the same, smoothed: 0',
      operands: { logits: [[[0], [-2000]]], target: [[0]] },
      params: { smooth: 1 },
      reduction: 'none',
      value: [0, 0],
    },
    {
      title: 'every class at probability 1/2',
      operands: {
        logits: [
          [
            [0, 0],
            [0, 0],
          ],
        ],
        target: [[0, 1]],
      },
      value: 0.5,
    },
  ],
  examples: [
    {
      title: 'one place, 3/4 for the right class: (1/7 + 1) / 2',
      operands: { logits: [[1.0986122886681098, 0]], target: [0] },
      value: 4 / 7,
    },
    {
      title: 'smooth 1: ((1/4) / (11/4) + (1/4) / (5/4)) / 2',
      operands: { logits: [[1.0986122886681098, 0]], target: [0] },
      params: { smooth: 1 },
      value: 8 / 55,
    },
    {
      title: 'two items of one place each, in one ratio',
      operands: {
        logits: [
          [2, 1, 0.1],
          [0.5, 2.5, 0.3],
        ],
        target: [0, 1],
      },
      value: 0.4898341995332352,
    },
  ],
  traps: [
    {
      title: 'Over what',
      text: 'One ratio a class over the batch is not the mean of the ratios of its items; libraries do either.',
    },
    {
      title: 'Absent classes',
      text: 'A class that is not there costs 1, 0 or is left out of the mean, by smooth and by library; an absent class that is averaged as 0 lowers the loss for free.',
    },
    {
      title: 'Smooth with I or with 2I',
      text: '(I + s) / (I + FP/2 + FN/2 + s) is Dice with smooth 2s: the same name, twice the smoothing.',
    },
    {
      title: 'All classes in one ratio',
      text: 'Pooled over the classes too, the sizes are constant: that is one minus the mean probability of the right class.',
    },
    { title: 'Softmax over the wrong axis', text: 'Classes are axis 1, before the places.' },
  ],
  sources: [
    {
      title: 'Milletari, Navab, Ahmadi: V-Net (2016)',
      reference: 'https://doi.org/10.1109/3DV.2016.79',
    },
    {
      title: 'Sudre et al.: Generalised Dice overlap (2017), section 2, on the mean over classes',
      reference: 'https://doi.org/10.1007/978-3-319-67558-9_28',
    },
  ],
});
