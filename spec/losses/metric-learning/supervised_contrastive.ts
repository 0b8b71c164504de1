import { defineLoss } from '../../language/define-loss.ts';
import { className, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { cosineDefinition, labelledCosines, pairDefinitions } from './labelled-batch.ts';

const square = {
  embedding: [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ],
  label: [0, 1, 0, 1],
} as const;
const positives = 'sum(map(indices(N), p(j) = isPositive(j) ? 1 : 0))';

export const supervisedContrastive = defineLoss({
  id: 'supervised_contrastive',
  family: 'metric-learning',
  summary:
    'Supervised contrastive loss (L_out): each anchor must find every other item of its class among all others of the batch.',
  operands: {
    embedding: operand(['N', 'D'], real, 'the points, each of which is an anchor'),
    label: operand(['N'], className, 'the class of each point'),
  },
  params: { temperature: number(0.07, positive, 'divides the cosine similarities', { tries: [0.01, 0.5, 1] }) },
  items: { index: 'i', count: 'N' },
  formula: [
    ...pairDefinitions,
    cosineDefinition,
    'rest(j) = log(sum(map(indices(N), a(k) = k == i ? 0 : exp((cosine(i, k) - cosine(i, j)) / temperature))))',
    `positives = ${positives}`,
    'positives == 0 ? 0 : sum(map(indices(N), f(j) = isPositive(j) ? rest(j) : 0)) / positives',
  ].join('; '),
  denominators: {
    valid: {
      share: [...pairDefinitions, `${positives} > 0 ? 1 : 0`].join('; '),
      meaning: 'the number of anchors that have a positive',
    },
    count: { share: '1', meaning: 'the number of points' },
  },
  laws: {
    ...labelledCosines,
    non_negative: holds({}),
    convex: isFalse({
      args: { in: ['embedding'] },
      sample: { operands: square },
      to: {
        embedding: [
          [-1, 2],
          [0, 1],
          [1, 0],
          [0, 1],
        ],
      },
      because: 'cosines do not see the length of a vector: half way the first point lies on the other class',
    }),
    lipschitz: isFalse({
      args: { in: 'embedding', norm: 'euclidean', constant: '8 / temperature' },
      sample: {
        operands: {
          embedding: [
            [0.0001, 0],
            [0, 1],
            [1, 0],
          ],
          label: [0, 1, 0],
        },
      },
      to: {
        embedding: [
          [-0.0001, 0],
          [0, 1],
          [1, 0],
        ],
      },
      because: 'a short vector turns round in a short step',
    }),
    scale: holds({ by: { embedding: 1 }, degree: 0 }),
    translation: isFalse({
      args: { together: ['embedding'], shift: 'coordinate' },
      sample: { operands: square },
      because: 'cosines are seen from the origin',
    }),
    rotation: holds({ together: ['embedding'] }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: {
        operands: { embedding: [[1], [-1], [1]], label: [0, 0, 1] },
        params: { temperature: 0.0625 },
        reduction: 'none',
      },
      because: 'an opposite positive costs 2 / temperature',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: square, reduction: 'sum' },
      because: 'the items of the other half are candidates, too',
    }),
    limit: holds({
      name: 'a hot softmax does not know the classes apart',
      set: { temperature: { atLeast: '64' } },
      becomes: [...pairDefinitions, `${positives} > 0 ? log(N - 1) : 0`].join('; '),
      within: [...pairDefinitions, `${positives} > 0 ? 2 / temperature : 0`].join('; '),
    }),
    descends: holds({ in: ['embedding'] }),
    parameter_matters: holdsFor([{ args: { param: 'temperature' } }, { args: { param: 'denominator' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { embedding: [], label: [] }, value: Number.NaN },
    {
      title: 'no anchor has a positive',
      operands: { embedding: [[1], [1]], label: [0, 1] },
      value: Number.NaN,
      gradient: { embedding: [[0], [0]] },
    },
    {
      title: 'the same where an empty mean is 0',
      operands: { embedding: [[1], [1]], label: [0, 1] },
      params: { empty: 'zero' },
      value: 0,
    },
    {
      title: 'one pair of one class is all there is to find',
      operands: { embedding: [[1], [-2]], label: [3, 3] },
      value: 0,
    },
    {
      title: 'three equal points of one class still cost log 2',
      operands: { embedding: [[1], [1], [1]], label: [0, 0, 0] },
      value: Math.LN2,
    },
    {
      title: 'a zero vector has no direction',
      operands: { embedding: [[0], [1], [1]], label: [0, 0, 1] },
      value: Number.NaN,
    },
    { title: 'a label that is no integer', operands: { embedding: [[1], [1]], label: [0, 0.5] }, value: 'rejected' },
    {
      title: 'temperature 0',
      operands: { embedding: [[1], [1]], label: [0, 0] },
      params: { temperature: 0 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'two classes at right angles, temperature 1/2: log(1 + 2 exp(-2))',
      operands: square,
      params: { temperature: 0.5 },
      value: 0.2395447662218845,
    },
    {
      title: 'a point alone in its class is a candidate, but no anchor: log(1 + exp(-1)) for each of the others',
      operands: {
        embedding: [
          [1, 0],
          [2, 0],
          [0, 1],
        ],
        label: [4, 4, 7],
      },
      params: { temperature: 1 },
      value: 0.3132616875182228,
    },
    {
      title: 'the same over all three points',
      operands: {
        embedding: [
          [1, 0],
          [2, 0],
          [0, 1],
        ],
        label: [4, 4, 7],
      },
      params: { temperature: 1, denominator: 'count' },
      value: 0.20884112501214855,
    },
  ],
  traps: [
    {
      title: 'Anchors without positives',
      text: 'Dividing by the number of positives gives 0/0 for a point alone in its class; one such anchor makes the whole mean NaN.',
    },
    {
      title: 'Inside or outside of the logarithm',
      text: 'L_in takes the logarithm of the mean probability of the positives; L_out, which the paper recommends, the mean of the logarithms.',
    },
    {
      title: 'The other positives in the denominator',
      text: 'They stay among the candidates, so that two or more positives never cost 0; NT-Xent with its own positive only is another loss.',
    },
    {
      title: 'temperature / base_temperature',
      text: "The authors' code multiplies the loss by temperature / 0.07, which is 1 at its default only.",
    },
  ],
  sources: [
    {
      title: 'Khosla et al.: Supervised contrastive learning (2020)',
      reference: 'https://arxiv.org/abs/2004.11362',
    },
  ],
});
