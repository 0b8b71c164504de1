import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse, type LawArguments } from '../../language/law.ts';
import { flag, number } from '../../language/param.ts';
import {
  over,
  overlapLaws,
  selfIsLeast,
  softMaskEdges,
  softMaskLaws,
  softMasks,
  squaresScale,
  towardsTheMask,
} from './soft-masks.ts';

export const softJaccard = defineLoss({
  id: 'soft_jaccard',
  family: 'segmentation-detection',
  summary: 'Jaccard (IoU) loss of masks: one minus the overlap of prediction and mask over what they cover together.',
  operands: softMasks,
  params: {
    smooth: number(0, nonNegative, 'added to numerator and denominator', { tries: [0, 1, 1e-5] }),
    denominator_eps: number(0, nonNegative, 'added to the denominator only', { convention: true, tries: [1e-7] }),
    squared: flag(false, 'whether the sizes are sums of squares'),
    over,
  },
  items: ['N'],
  formula: [
    'overlap = sum(probability .* target)',
    'sizes = squared == 1 ? sum(probability.^2) + sum(target.^2) : sum(probability) + sum(target)',
    '1 - (overlap + smooth) / (sizes - overlap + smooth + denominator_eps)',
  ].join('; '),
  laws: {
    ...overlapLaws,
    ...softMaskLaws,
    zero_iff_equal: holds({ operands: ['probability', 'target'] }, { params: { squared: true, denominator_eps: 0 } }, [
      {
        args: { operands: ['probability', 'target'] },
        sample: { operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] } },
        because: 'the product of soft masks is no intersection: 2/3',
      },
    ]),
    symmetric: holds({ swap: ['probability', 'target'] }),
    attains_infimum: selfIsLeast,
    scale: squaresScale,
    lipschitz: isFalse({
      args: { in: 'probability', norm: 'euclidean', constant: '1' },
      sample: { operands: { probability: [[1, 0, 0, 0, 0]], target: [[1, 0, 0, 0, 0]] }, reduction: 'none' },
      to: { probability: [[1, 0.125, 0.125, 0.125, 0.125]] },
      because: 'a little in many places costs 1/3',
    }),
    monotone: holdsFor<LawArguments['monotone']>([
      ...towardsTheMask,
      { args: { in: 'smooth', direction: 'decreasing' } },
      { args: { in: 'denominator_eps', direction: 'increasing' } },
    ]),
    two_routes: holds(
      {
        name: 'Tversky with alpha and beta 1',
        loss: 'tversky',
        operands: { probability: { copy: 'probability' }, target: { copy: 'target' } },
        params: {
          alpha: 1,
          beta: 1,
          smooth: { copy: 'smooth' },
          denominator_eps: { copy: 'denominator_eps' },
          over: { copy: 'over' },
        },
      },
      { params: { squared: false } },
    ),
    limit: inapplicable('no value of a parameter gives another entry'),
    parameter_matters: holdsFor([
      { args: { param: 'smooth' } },
      { args: { param: 'squared' } },
      { args: { param: 'denominator_eps' } },
    ]),
  },
  edges: [...softMaskEdges],
  examples: [
    {
      title: 'half found: 1 - 1 / 2',
      operands: { probability: [[1, 0, 0]], target: [[1, 1, 0]] },
      value: 0.5,
    },
    {
      title: 'smooth 1: 1 - (1.2 + 1) / (1.4 + 2 - 1.2 + 1)',
      operands: { probability: [[0.9, 0.2, 0.3]], target: [[1, 0, 1]] },
      params: { smooth: 1 },
      value: 0.3125,
    },
    {
      title: 'a soft mask against itself, squared: 0',
      operands: { probability: [[0.5, 0.25]], target: [[0.5, 0.25]] },
      params: { squared: true },
      value: 0,
    },
  ],
  traps: [
    {
      title: 'Not Dice',
      text: 'J = D / (2 - D): the order of two results is the same, their means over items are not.',
    },
    {
      title: 'Scaled by the smoothing',
      text: 'Some code multiplies (1 - J) by the smooth of 100 that it divides with: another loss, and a hundred times the gradient.',
    },
    { title: 'Empty masks', text: 'Finding nothing where nothing is costs 0, 1 or NaN, by where the epsilon stands.' },
    { title: 'Soft masks', text: 'With the product as intersection a soft mask does not have loss 0 against itself.' },
    { title: 'Over what', text: 'One ratio over the batch is not the mean of the ratios of its items.' },
  ],
  sources: [
    {
      title: 'Rahman, Wang: Optimizing intersection-over-union in deep neural networks (2016)',
      reference: 'https://doi.org/10.1007/978-3-319-50835-1_22',
    },
    {
      title: 'Wang, Ning, Blaschko: Jaccard metric losses, on soft labels (2023)',
      reference: 'https://arxiv.org/abs/2302.05666',
    },
  ],
});
