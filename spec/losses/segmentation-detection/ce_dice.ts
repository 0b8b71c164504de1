import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, isFalse, type LawArguments } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { classDice, classMaskEdges, classMaskLaws, classMasks, diceParams, pooled, surer } from './class-masks.ts';

export const ceDice = defineLoss({
  id: 'ce_dice',
  family: 'segmentation-detection',
  summary:
    'Cross-entropy and Dice in one: w_ce times the mean cross-entropy of the places plus w_dice times the mean Dice loss of the classes.',
  operands: classMasks,
  params: {
    w_ce: number(0.5, nonNegative, 'what the cross-entropy weighs', { tries: [0, 1] }),
    w_dice: number(0.5, nonNegative, 'what the Dice loss weighs', { tries: [0, 1] }),
    ...diceParams,
    over: pooled,
  },
  items: ['N'],
  formula: [
    ...classDice,
    'surprise(k) = log(totals[k]) - scores[k, labels[k]]',
    'w_ce * mean(map(places, surprise)) + w_dice * mean(map(indices(C), dice))',
  ].join('; '),
  laws: {
    ...classMaskLaws,
    convex: isFalse({
      args: { in: ['logits'] },
      sample: { operands: { logits: [[-8, 0]], target: [0] }, params: { w_ce: 0 } },
      to: { logits: [[0, 0]] },
      because: 'the Dice part hardly falls at first, far on the wrong side',
    }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '2 * w_ce + 2 * w_dice' }, { params: { squared: false } }),
    scale: holdsFor<LawArguments['scale']>([{ args: { by: { w_ce: 1, w_dice: 1 }, degree: 1 } }], [surer]),
    monotone: holdsFor<LawArguments['monotone']>([
      { args: { in: 'smooth', direction: 'decreasing' } },
      { args: { in: 'w_ce', direction: 'increasing' } },
      { args: { in: 'w_dice', direction: 'increasing' } },
      { args: { in: 'denominator_eps', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [[0, 100]], target: [0] } },
      because: 'the cross-entropy of a confident wrong answer is the gap',
    }),
    class_permutation: holds({ symbol: 'C' }),
    absent_class_irrelevant: isFalse({
      args: { symbol: 'C', logits: 'logits', fill: {} },
      sample: { operands: { logits: [[1, 0]], target: [0] }, params: { smooth: 1 } },
      because: 'a class that nobody has or predicts is one more in the mean',
    }),
    two_routes: holdsFor<LawArguments['two_routes']>([
      {
        args: {
          name: 'without Dice',
          loss: 'cross_entropy',
          operands: { logits: { copy: 'logits' }, target: { copy: 'target' } },
          factor: 'w_ce',
        },
        when: { params: { w_dice: 0 }, reduction: ['mean'] },
      },
      {
        args: {
          name: 'without cross-entropy',
          loss: 'multiclass_dice',
          operands: { logits: { copy: 'logits' }, target: { copy: 'target' } },
          params: {
            smooth: { copy: 'smooth' },
            denominator_eps: { copy: 'denominator_eps' },
            squared: { copy: 'squared' },
            over: { copy: 'over' },
          },
          factor: 'w_dice',
        },
        when: { params: { w_ce: 0 }, reduction: ['mean'] },
      },
    ]),
    limit: holds({
      name: 'without Dice it is the mean cross-entropy of the places',
      set: { w_dice: 0 },
      becomes:
        'places = indices(count(vector(target))); w_ce * mean(map(places, f(k) = log(sum(map(row(scores, k), exp))) - scores[k, vector(target)[k]]))',
    }),
    parameter_matters: holdsFor([
      { args: { param: 'w_ce' } },
      { args: { param: 'w_dice' } },
      { args: { param: 'smooth' } },
      { args: { param: 'squared' } },
      { args: { param: 'denominator_eps' } },
    ]),
  },
  edges: [
    ...classMaskEdges,
    {
      title: 'a negative weight',
      operands: { logits: [[1, 2]], target: [0] },
      params: { w_ce: -1 },
      value: 'rejected',
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
      value: 0.25 + Math.LN2 / 2,
    },
  ],
  examples: [
    {
      title: 'one place, 3/4 for the right class: (log(4/3) + 4/7) / 2',
      operands: { logits: [[1.0986122886681098, 0]], target: [0] },
      value: 0.42955532194017615,
    },
    {
      title: 'all Dice, smooth 1',
      operands: { logits: [[1.0986122886681098, 0]], target: [0] },
      params: { w_ce: 0, w_dice: 1, smooth: 1 },
      value: 8 / 55,
    },
  ],
  traps: [
    {
      title: 'Which weights',
      text: 'The halves of the source lesson are 1 and 1 in MONAI: twice the loss and twice the learning rate.',
    },
    {
      title: 'Background',
      text: 'Leaving the background out concerns the Dice part only; the cross-entropy still has every class.',
    },
    {
      title: 'Sum for mean',
      text: 'A cross-entropy summed over the places grows with the image, and the Dice part beside it says nothing.',
    },
    {
      title: 'Softmax twice',
      text: 'The cross-entropy takes logits: probabilities that were made for the Dice part are not to be handed to it.',
    },
  ],
  sources: [
    {
      title: 'Taghanaki et al.: Combo loss (2019)',
      reference: 'https://doi.org/10.1016/j.compmedimag.2019.04.005',
    },
    {
      title: 'Isensee et al.: nnU-Net (2021), Dice and cross-entropy',
      reference: 'https://doi.org/10.1038/s41592-020-01008-z',
    },
  ],
});
