import { defineLoss } from '../../language/define-loss.ts';
import { className, interval, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { cosineDefinition, hasBoth, labelledCosines, pairDefinitions } from './labelled-batch.ts';

const apart = {
  embedding: [
    [1, 0],
    [1, 0],
    [0, 1],
  ],
  label: [0, 0, 1],
} as const;

export const circle = defineLoss({
  id: 'circle',
  family: 'metric-learning',
  summary:
    'Circle loss: cosines to positives and to negatives against each other, each weighed by how far it has to go.',
  operands: {
    embedding: operand(['N', 'D'], real, 'the points, each of which is an anchor'),
    label: operand(['N'], className, 'the class of each point'),
  },
  params: {
    margin: number(0.25, interval(0, 1), 'positives should exceed 1 - margin, negatives stay below margin', {
      tries: [0, 0.4],
    }),
    gamma: number(80, positive, 'multiplies the weighed cosines', { tries: [1, 256] }),
  },
  items: { index: 'i', count: 'N' },
  formula: [
    ...pairDefinitions,
    cosineDefinition,
    'weightOfPositive(s) = max(0, 1 + margin - hold(s))',
    'weightOfNegative(s) = max(0, hold(s) + margin)',
    'ofPositive(s) = exp(-gamma * weightOfPositive(s) * (s - 1 + margin))',
    'ofNegative(s) = exp(gamma * weightOfNegative(s) * (s - margin))',
    'positives = sum(map(indices(N), f(j) = isPositive(j) ? ofPositive(cosine(i, j)) : 0))',
    'negatives = sum(map(indices(N), g(j) = isNegative(j) ? ofNegative(cosine(i, j)) : 0))',
    'log(1 + negatives * positives)',
  ].join('; '),
  denominators: {
    valid: {
      share: [...pairDefinitions, `${hasBoth} ? 1 : 0`].join('; '),
      meaning: 'the number of anchors that have a positive and a negative',
    },
    count: { share: '1', meaning: 'the number of points' },
  },
  laws: {
    ...labelledCosines,
    self_consistent: inapplicable('the weights are held, so that the gradient is not the slope of the value'),
    non_negative: holds({}),
    monotone: holds({ in: 'margin', direction: 'decreasing' }),
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
      args: { in: 'embedding', norm: 'euclidean', constant: '4 * gamma' },
      sample: {
        operands: {
          embedding: [
            [0.0001, 0],
            [1, 0],
            [0, 1],
          ],
          label: [0, 0, 1],
        },
      },
      to: {
        embedding: [
          [-0.0001, 0],
          [1, 0],
          [0, 1],
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
      args: { min: 0, max: 10 },
      sample: { operands: { embedding: [[1], [-1], [1]], label: [0, 0, 1] }, reduction: 'none' },
      because: 'an opposite positive beside an equal negative costs several times gamma',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: { ...apart, label: [0, 1, 0] }, reduction: 'sum' },
      because: 'pairs across the two halves are lost',
    }),
    limit: inapplicable('no value of the margin gives another loss'),
    descends: inapplicable('the weights are held, so that the gradient is not the slope of the value'),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'gamma' } },
      { args: { param: 'denominator' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { embedding: [], label: [] }, value: Number.NaN },
    {
      title: 'no anchor has both a positive and a negative',
      operands: { embedding: [[1], [1]], label: [0, 1] },
      value: Number.NaN,
      gradient: { embedding: [[0], [0]] },
    },
    {
      title: 'the same where an empty mean is 0',
      operands: { embedding: [[1], [1]], label: [0, 0] },
      params: { empty: 'zero' },
      value: 0,
    },
    {
      title: 'a zero vector has no direction',
      operands: { embedding: [[0], [1], [1]], label: [0, 0, 1] },
      value: Number.NaN,
    },
    { title: 'a label that is no integer', operands: { embedding: [[1], [1]], label: [0, 0.5] }, value: 'rejected' },
    {
      title: 'a margin above 1',
      operands: { embedding: [[1], [1]], label: [0, 0] },
      params: { margin: 1.5 },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where: 'a cosine to a negative is -margin',
      subdifferential: 'any mixture for the margin, on which the weight depends; the cosine in it is held',
    },
  ],
  examples: [
    {
      title: 'margin 0, gamma 1: positives at cosine 1 weigh 0, negatives at cosine 0, too: log(1 + 1) for two anchors',
      operands: apart,
      params: { margin: 0, gamma: 1 },
      value: Math.LN2,
    },
    {
      title: 'margin 1/4, gamma 16: exponents -16 (1/4)(1/4) = -1 for both: log(1 + exp(-2))',
      operands: apart,
      params: { margin: 0.25, gamma: 16 },
      value: 0.1269280110429725,
    },
  ],
  traps: [
    {
      title: 'The weights are constants',
      text: 'They are held in the gradient (detached); differentiated, the decision boundary is another one.',
    },
    {
      title: 'Per anchor or over the whole batch',
      text: "The paper's loss is of one anchor. A widely copied implementation sums over all pairs of the batch inside one logarithm: one number for the batch, in which every negative meets every positive.",
    },
    {
      title: 'Overflow',
      text: 'At gamma 256 exponents reach several hundred: exp overflows unless the logarithm of the sum is shifted.',
    },
  ],
  sources: [
    {
      title: 'Sun et al.: Circle loss, a unified perspective of pair similarity optimization (2020)',
      reference: 'https://doi.org/10.1109/CVPR42600.2020.00643',
    },
  ],
});
