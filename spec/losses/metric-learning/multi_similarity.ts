import { defineLoss } from '../../language/define-loss.ts';
import { className, interval, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { cosineDefinition, labelledCosines, pairDefinitions } from './labelled-batch.ts';

const apart = {
  embedding: [
    [1, 0],
    [1, 0],
    [0, 1],
  ],
  label: [0, 0, 1],
} as const;

export const multiSimilarity = defineLoss({
  id: 'multi_similarity',
  family: 'metric-learning',
  summary:
    'Multi-similarity loss: soft penalties on positives that are unlike their anchor and on negatives that are like it.',
  operands: {
    embedding: operand(['N', 'D'], real, 'the points, each of which is an anchor'),
    label: operand(['N'], className, 'the class of each point'),
  },
  params: {
    positive_scale: number(2, positive, 'how sharply positives are weighed: alpha in the paper', { tries: [1] }),
    negative_scale: number(50, positive, 'how sharply negatives are weighed: beta in the paper', { tries: [1, 40] }),
    base: number(
      0.5,
      interval(-1, 1),
      'the cosine that positives should exceed and negatives not: lambda in the paper',
      {
        tries: [0, 1],
      },
    ),
  },
  items: { index: 'i', count: 'N' },
  formula: [
    ...pairDefinitions,
    cosineDefinition,
    'ofPositives = sum(map(indices(N), f(j) = isPositive(j) ? exp(-positive_scale * (cosine(i, j) - base)) : 0))',
    'ofNegatives = sum(map(indices(N), g(j) = isNegative(j) ? exp(negative_scale * (cosine(i, j) - base)) : 0))',
    'log(1 + ofPositives) / positive_scale + log(1 + ofNegatives) / negative_scale',
  ].join('; '),
  laws: {
    ...labelledCosines,
    non_negative: holds({}),
    monotone: holdsFor([
      { args: { in: 'positive_scale', direction: 'decreasing' } },
      { args: { in: 'negative_scale', direction: 'decreasing' } },
    ]),
    convex: isFalse({
      args: { in: ['embedding'] },
      sample: { operands: apart },
      to: {
        embedding: [
          [1, 0],
          [1, 0],
          [2, -1],
        ],
      },
      because: 'half way the negative lies on the anchors, and costs more than the mean of the ends',
    }),
    lipschitz: isFalse({
      args: { in: 'embedding', norm: 'euclidean', constant: '8' },
      sample: {
        operands: {
          embedding: [
            [0.0001, 0],
            [1, 0],
          ],
          label: [0, 1],
        },
      },
      to: {
        embedding: [
          [-0.0001, 0],
          [1, 0],
        ],
      },
      because: 'a short vector turns round in a short step',
    }),
    scale: holds({ by: { embedding: 1 }, degree: 0 }),
    translation: isFalse({
      args: { together: ['embedding'], shift: 'coordinate' },
      sample: { operands: apart },
      because: 'cosines are seen from the origin',
    }),
    rotation: holds({ together: ['embedding'] }),
    bounded: isFalse({
      args: { min: 0, max: 2 },
      sample: {
        operands: { embedding: [[1], [-1], [-1], [-1], [-1], [-1], [-1], [-1]], label: [0, 0, 0, 0, 0, 0, 0, 0] },
        reduction: 'none',
      },
      because: 'every opposite positive adds inside the logarithm',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: apart, reduction: 'sum' },
      because: 'pairs across the two halves are lost',
    }),
    limit: inapplicable('no value of the scales gives another loss'),
    descends: holds({ in: ['embedding'] }),
    parameter_matters: holdsFor([
      { args: { param: 'positive_scale' } },
      { args: { param: 'negative_scale' } },
      { args: { param: 'base' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { embedding: [], label: [] }, value: Number.NaN },
    { title: 'one point has no pair', operands: { embedding: [[1, 2]], label: [0] }, value: 0 },
    {
      title: 'a zero vector has no direction',
      operands: { embedding: [[0], [1]], label: [0, 0] },
      value: Number.NaN,
    },
    { title: 'a label that is no integer', operands: { embedding: [[1], [1]], label: [0, 0.5] }, value: 'rejected' },
    {
      title: 'a scale of 0',
      operands: { embedding: [[1], [1]], label: [0, 0] },
      params: { positive_scale: 0 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'a positive and a negative at the base: log 2 / 2 + log 2 for each',
      operands: {
        embedding: [
          [1, 0],
          [0, 1],
        ],
        label: [0, 0],
      },
      params: { positive_scale: 2, base: 0 },
      value: Math.LN2 / 2,
    },
    {
      title: 'two equal points of one class, one at right angles of another, scales 2 and 1, base 0',
      operands: apart,
      params: { positive_scale: 2, negative_scale: 1, base: 0 },
      // (2 (log(1 + exp(-2)) / 2 + log 2) + log 3) / 3
      value: 0.8706115536103243,
    },
  ],
  traps: [
    {
      title: 'Outside of the logarithm',
      text: 'The scales divide the logarithms: without them the loss and its gradients grow with the scales.',
    },
    {
      title: 'Mining is a step of its own',
      text: "The authors' code drops easy pairs by a margin of 0.1 before the loss, and skips anchors without pairs; neither is part of this formula.",
    },
    {
      title: 'exp(50 * 0.5)',
      text: 'At the usual scale the exponentials reach 7e10: in float16 they overflow unless the logarithm of the sum is shifted.',
    },
  ],
  sources: [
    {
      title: 'Wang, Han, Huang, Dong, Scott: Multi-similarity loss with general pair weighting (2019)',
      reference: 'https://doi.org/10.1109/CVPR.2019.00516',
    },
  ],
});
