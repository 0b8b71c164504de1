import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, flag, number } from '../../language/param.ts';
import { selfIsLeast, squaresScale } from './soft-masks.ts';

const axes = { by: 'over', axes: { item: ['N', '...'], batch: ['...'] } } as const;

export const dice = defineLoss({
  id: 'dice',
  family: 'segmentation-detection',
  summary: 'Dice loss: one minus twice the overlap of prediction and mask over the sum of their sizes.',
  operands: {
    probability: operand(axes, probability, 'how sure the model is that each place belongs to the mask'),
    target: operand(axes, probability, 'the mask, 0 or 1, or its probability'),
  },
  params: {
    smooth: number(0, nonNegative, 'added to numerator and denominator', { tries: [0, 1, 1e-5] }),
    denominator_eps: number(0, nonNegative, 'added to the denominator only', { convention: true, tries: [1e-7] }),
    squared: flag(false, 'whether the sizes are sums of squares'),
    over: choice('item', { item: '', batch: '' }, 'whether each item has its own ratio, or the whole batch one'),
  },
  items: ['N'],
  formula: [
    'overlap = sum(probability .* target)',
    'sizes = squared == 1 ? sum(probability.^2) + sum(target.^2) : sum(probability) + sum(target)',
    '1 - (2 * overlap + smooth) / (sizes + smooth + denominator_eps)',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['probability', 'target'] }, { params: { squared: true, denominator_eps: 0 } }, [
      {
        args: { operands: ['probability', 'target'] },
        sample: { operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] }, params: { smooth: 1 } },
        because: 'the product of soft masks is no intersection: 1/3',
      },
    ]),
    attains_infimum: selfIsLeast,
    label_flip: inapplicable('a mask and its complement are different regions'),
    symmetric: holds({ swap: ['probability', 'target'] }),
    convex: isFalse({
      args: { in: ['probability'] },
      sample: { operands: { probability: [[0, 0]], target: [[1, 0]] }, params: { smooth: 0.125 } },
      to: { probability: [[0, 1]] },
      because: 'in a place outside the mask the loss rises ever more slowly',
    }),
    lipschitz: isFalse({
      args: { in: 'probability', norm: 'euclidean', constant: '1' },
      sample: { operands: { probability: [[0]], target: [[1]] }, reduction: 'none' },
      to: { probability: [[0.25]] },
      because: 'the first quarter lowers the loss by 0.4',
    }),
    scale: squaresScale,
    translation: inapplicable('probabilities have a fixed scale'),
    rotation: inapplicable('places are not coordinates of a vector'),
    monotone: holdsFor([
      {
        args: { in: 'probability', direction: 'decreasing', where: { operand: 'target', equals: 1 } },
        when: { hard: ['target'], params: { over: 'item' } },
      },
      {
        args: { in: 'probability', direction: 'increasing', where: { operand: 'target', equals: 0 } },
        when: { hard: ['target'], params: { over: 'item' } },
      },
      { args: { in: 'smooth', direction: 'decreasing' } },
      { args: { in: 'denominator_eps', direction: 'increasing' } },
    ]),
    bounded: holds({ min: 0, max: 1 }),
    item_permutation: holds({ along: 'N' }, { params: { over: 'item' } }),
    composes: holds({}, { params: { over: 'item' } }, [
      {
        args: { along: '...' },
        sample: {
          operands: { probability: [1, 0.5, 0, 0.5], target: [1, 1, 0, 0] },
          params: { over: 'batch' },
        },
        because: 'the halves have ratios of their own',
      },
    ]),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['probability'] }),
    parameter_matters: holdsFor([
      { args: { param: 'smooth' } },
      { args: { param: 'squared' } },
      { args: { param: 'denominator_eps' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { probability: [], target: [] }, value: Number.NaN },
    { title: 'both empty', operands: { probability: [[0, 0]], target: [[0, 0]] }, value: Number.NaN },
    {
      title: 'both empty, smoothed',
      operands: { probability: [[0, 0]], target: [[0, 0]] },
      params: { smooth: 1 },
      value: 0,
    },
    {
      title: 'both empty, epsilon in the denominator only',
      operands: { probability: [[0, 0]], target: [[0, 0]] },
      params: { denominator_eps: 0.5 },
      value: 1,
    },
    { title: 'nothing in common', operands: { probability: [[1, 0]], target: [[0, 1]] }, value: 1 },
    { title: 'a probability of 1.5', operands: { probability: [[1.5]], target: [[1]] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'half found: 1 - 2 * 1 / (1 + 2)',
      operands: { probability: [[1, 0, 0]], target: [[1, 1, 0]] },
      value: 1 / 3,
    },
    {
      title: 'smooth 1: 1 - (2.4 + 1) / (1.4 + 2 + 1)',
      operands: { probability: [[0.9, 0.2, 0.3]], target: [[1, 0, 1]] },
      params: { smooth: 1 },
      value: 0.22727272727272727,
    },
  ],
  traps: [
    {
      title: 'Smooth with I or with 2I',
      text: '(I + s) / (I + FP/2 + FN/2 + s) is Dice with smooth 2s: the same name, twice the smoothing.',
    },
    { title: 'Empty masks', text: 'Finding nothing where nothing is costs 0, 1 or NaN, by where the epsilon stands.' },
    { title: 'Soft masks', text: 'With the product as intersection a soft mask does not have loss 0 against itself.' },
    { title: 'Mask before activation', text: 'Masking logits turns masked places into probability 1/2.' },
    { title: 'Over what', text: 'One ratio over the batch is not the mean of the ratios of its items.' },
  ],
  sources: [
    {
      title: 'Milletari, Navab, Ahmadi: V-Net (2016), sums of squares',
      reference: 'https://doi.org/10.1109/3DV.2016.79',
    },
    {
      title: 'Dice: Measures of the amount of ecologic association between species (1945)',
      reference: 'https://doi.org/10.2307/1932409',
    },
  ],
});
