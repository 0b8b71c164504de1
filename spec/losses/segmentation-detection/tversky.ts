import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, isFalse, type LawArguments } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { over, overlapLaws, softMaskEdges, softMaskLaws, softMasks, towardsTheMask } from './soft-masks.ts';

const halves = { params: { alpha: 0.5, beta: 0.5 } } as const;

export const tversky = defineLoss({
  id: 'tversky',
  family: 'segmentation-detection',
  summary:
    'Tversky loss: one minus the overlap of prediction and mask over itself, alpha times the false positives and beta times the false negatives.',
  operands: softMasks,
  params: {
    alpha: number(0.3, nonNegative, 'what false positives weigh', { tries: [0.5, 1] }),
    beta: number(0.7, nonNegative, 'what false negatives weigh', { tries: [0.5, 1] }),
    smooth: number(0, nonNegative, 'added to numerator and denominator', { tries: [0, 1, 1e-5] }),
    denominator_eps: number(0, nonNegative, 'added to the denominator only', { convention: true, tries: [1e-7] }),
    over,
  },
  items: ['N'],
  formula: [
    'found = sum(probability .* target)',
    'invented = sum(probability .* (1 - target))',
    'missed = sum((1 - probability) .* target)',
    '1 - (found + smooth) / (found + alpha * invented + beta * missed + smooth + denominator_eps)',
  ].join('; '),
  laws: {
    ...overlapLaws,
    ...softMaskLaws,
    symmetric: holds({ swap: ['probability', 'target'] }, halves, [
      {
        args: { swap: ['probability', 'target'] },
        sample: { operands: { probability: [[1, 1]], target: [[1, 0]] } },
        because: 'inventing a place costs alpha, missing it beta',
      },
    ]),
    lipschitz: isFalse({
      args: { in: 'probability', norm: 'euclidean', constant: '1' },
      sample: { operands: { probability: [[0]], target: [[1]] }, reduction: 'none' },
      to: { probability: [[0.25]] },
      because: 'the first quarter lowers the loss from 1 to 21/31',
    }),
    monotone: holdsFor<LawArguments['monotone']>([
      ...towardsTheMask,
      { args: { in: 'alpha', direction: 'increasing' } },
      { args: { in: 'beta', direction: 'increasing' } },
      { args: { in: 'smooth', direction: 'decreasing' } },
      { args: { in: 'denominator_eps', direction: 'increasing' } },
    ]),
    two_routes: holds(
      {
        name: 'Dice with twice the smoothing',
        loss: 'dice',
        operands: { probability: { copy: 'probability' }, target: { copy: 'target' } },
        params: {
          smooth: { formula: '2 * smooth' },
          denominator_eps: { formula: '2 * denominator_eps' },
          over: { copy: 'over' },
        },
      },
      halves,
    ),
    limit: holdsFor([
      {
        args: {
          name: 'alpha and beta 1/2 are Dice with twice the smoothing',
          set: { alpha: 0.5, beta: 0.5 },
          becomes:
            '1 - (2 * sum(probability .* target) + 2 * smooth) / (sum(probability) + sum(target) + 2 * smooth + 2 * denominator_eps)',
        },
      },
      {
        args: {
          name: 'alpha and beta 1 are the overlap over the union',
          set: { alpha: 1, beta: 1 },
          becomes:
            '1 - (sum(probability .* target) + smooth) / (sum(probability) + sum(target) - sum(probability .* target) + smooth + denominator_eps)',
        },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'alpha' } },
      { args: { param: 'beta' } },
      { args: { param: 'smooth' } },
      { args: { param: 'denominator_eps' } },
    ]),
  },
  edges: [
    ...softMaskEdges,
    {
      title: 'a negative alpha',
      operands: { probability: [[1]], target: [[1]] },
      params: { alpha: -0.5 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'half found: 1 - 1 / (1 + 0.7)',
      operands: { probability: [[1, 0, 0]], target: [[1, 1, 0]] },
      value: 7 / 17,
    },
    {
      title: 'one place too many: 1 - 1 / (1 + 0.3)',
      operands: { probability: [[1, 1, 0]], target: [[1, 0, 0]] },
      value: 0.23076923076923075,
    },
    {
      title: 'smooth 1: 1 - (1.2 + 1) / (1.2 + 0.3 * 0.2 + 0.7 * 0.8 + 1)',
      operands: { probability: [[0.9, 0.2, 0.3]], target: [[1, 0, 1]] },
      params: { smooth: 1 },
      value: 0.21985815602836878,
    },
  ],
  traps: [
    {
      title: 'Alpha and beta exchanged',
      text: 'Alpha weighs false positives, beta false negatives; Keras up to 3.15.1 and Flux.jl had them the other way round.',
    },
    {
      title: 'Smooth with I or with 2I',
      text: 'At alpha = beta = 1/2 it is Dice with twice the smooth: the same name, another number.',
    },
    {
      title: 'Counting over all classes at once',
      text: 'Summed over all classes of a softmax, false positives and false negatives are the same number, so that only alpha + beta matters.',
    },
    { title: 'Empty masks', text: 'Finding nothing where nothing is costs 0, 1 or NaN, by where the epsilon stands.' },
    { title: 'Soft masks', text: 'With the product as intersection a soft mask does not have loss 0 against itself.' },
    { title: 'Over what', text: 'One ratio over the batch is not the mean of the ratios of its items.' },
  ],
  sources: [
    {
      title: 'Salehi, Erdogmus, Gholipour: Tversky loss function for image segmentation (2017)',
      reference: 'https://doi.org/10.1007/978-3-319-67389-9_44',
    },
    {
      title: 'Tversky: Features of similarity (1977)',
      reference: 'https://doi.org/10.1037/0033-295X.84.4.327',
    },
  ],
});
