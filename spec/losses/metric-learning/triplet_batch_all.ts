import { defineLoss } from '../../language/define-loss.ts';
import { className, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { distanceChoice, labelledBatch, pairDefinitions } from './labelled-batch.ts';

const onALine = { embedding: [[0], [1], [3], [7]], label: [0, 0, 1, 1] } as const;
const definitions = [
  ...pairDefinitions,
  'isTriplet(p, n) = isPositive(p) and isNegative(n)',
  'violation(p, n) = isTriplet(p, n) ? max(0, distance(i, p) - distance(i, n) + margin) : 0',
];
const over = (what: string): string =>
  [...definitions, `sum(map(indices(N), f(p) = sum(map(indices(N), g(n) = ${what}))))`].join('; ');
const byLabels = { params: { denominator: 'valid' } } as const;

export const tripletBatchAll = defineLoss({
  id: 'triplet_batch_all',
  family: 'metric-learning',
  summary: 'Batch-all triplet loss: every triplet of anchor, positive and negative that a labelled batch has.',
  operands: {
    embedding: operand(['N', 'D'], real, 'the points, each of which is an anchor'),
    label: operand(['N'], className, 'the class of each point'),
  },
  params: {
    margin: number(1, nonNegative, 'by how much a negative must be farther than a positive', { tries: [0, 0.2] }),
    distance: distanceChoice,
  },
  items: { index: 'i', count: 'N' },
  formula: over('violation(p, n)'),
  denominators: {
    valid: { share: over('isTriplet(p, n) ? 1 : 0'), meaning: 'the number of triplets' },
    active: {
      share: over('violation(p, n) > 0 ? 1 : 0'),
      meaning: 'the number of triplets that violate the margin',
    },
  },
  laws: {
    ...labelledBatch,
    non_negative: holds({}),
    attains_infimum: inapplicable('it is 0 wherever the classes are far enough apart, not at one point'),
    convex: isFalse({
      args: { in: ['embedding'] },
      sample: { operands: { embedding: [[0], [0], [-1]], label: [0, 0, 1] } },
      to: { embedding: [[0], [0], [1]] },
      because: 'the negative is far enough away on both sides, and half way lies on the others',
    }),
    lipschitz: isFalse({
      args: { in: 'embedding', norm: 'euclidean', constant: '3' },
      sample: {
        operands: { embedding: [[0], [5], [1], [1], [1], [1]], label: [0, 0, 1, 1, 1, 1] },
        reduction: 'none',
      },
      to: { embedding: [[0], [6], [0], [0], [0], [0]] },
      because: 'an anchor adds up all of its triplets: from 20 to 28 in a step of root 5',
    }),
    scale: holdsFor([
      { args: { by: { embedding: 1, margin: 1 }, degree: 1 }, when: { params: { distance: 'euclidean' } } },
      { args: { by: { embedding: 1, margin: 2 }, degree: 2 }, when: { params: { distance: 'squared' } } },
    ]),
    translation: holds({ together: ['embedding'], shift: 'coordinate' }),
    rotation: holds({ together: ['embedding'] }),
    monotone: holds({ in: 'margin', direction: 'increasing' }, byLabels),
    bounded: isFalse({
      args: { min: 0, max: 2 },
      sample: { operands: { embedding: [[0], [3], [0]], label: [0, 0, 1] }, reduction: 'none' },
      because: 'a far positive costs its distance',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: onALine, reduction: 'sum', params: { margin: 2 } },
      because: 'triplets across the two halves are lost',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of the margin gives another loss'),
    gradient_sum: holds({ operand: 'embedding', over: 'N', total: 0 }),
    descends: holds({ in: ['embedding'] }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'distance' } },
      { args: { param: 'denominator' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { embedding: [], label: [] }, value: Number.NaN },
    {
      title: 'a batch without a triplet',
      operands: { embedding: [[0], [1], [2]], label: [0, 1, 2] },
      value: Number.NaN,
      gradient: { embedding: [[0], [0], [0]] },
    },
    {
      title: 'the same where an empty mean is 0',
      operands: { embedding: [[0], [1], [2]], label: [5, 5, 5] },
      params: { empty: 'zero' },
      value: 0,
    },
    {
      title: 'no triplet violates the margin',
      operands: { embedding: [[0], [0], [5]], label: [0, 0, 1] },
      value: 0,
    },
    {
      title: 'the same over the active triplets, of which there are none',
      operands: { embedding: [[0], [0], [5]], label: [0, 0, 1] },
      params: { denominator: 'active' },
      value: Number.NaN,
    },
    {
      title: 'coinciding points cost the margin',
      operands: {
        embedding: [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        label: [0, 0, 1],
      },
      value: 1,
    },
    {
      title: 'a NaN is not left out',
      operands: { embedding: [[Number.NaN], [0], [0]], label: [0, 0, 1] },
      params: { denominator: 'active', empty: 'zero' },
      value: Number.NaN,
    },
    { title: 'a label that is no integer', operands: { embedding: [[0], [1]], label: [0, 0.5] }, value: 'rejected' },
  ],
  kinks: [
    { where: 'near - far + margin = 0 of a triplet', subdifferential: 'any share in [0, 1] of its gradient' },
    { where: 'two points of a pair coincide (Euclidean)', subdifferential: 'any vector of norm at most 1' },
    {
      where: 'a violation of exactly 0, under the denominator active',
      subdifferential: 'none: the mean jumps there, and its value may be on either side',
    },
  ],
  examples: [
    {
      title: 'on a line at 0 and 1, 3 and 7 with margin 2: (0 + 0 + 1 + 0 + 3 + 4 + 0 + 0) / 8',
      operands: onALine,
      params: { margin: 2 },
      value: 1,
    },
    {
      title: 'the same over the three triplets that violate the margin',
      operands: onALine,
      params: { margin: 2, denominator: 'active' },
      value: 2.6666666666666665,
    },
    {
      title: 'what each anchor adds',
      operands: onALine,
      params: { margin: 2 },
      reduction: 'none',
      value: [0, 1, 7, 0],
    },
  ],
  traps: [
    {
      title: 'All or active',
      text: 'The paper averages over the triplets that are not 0, since easy ones drown the rest; then the mean jumps where a triplet becomes active.',
    },
    {
      title: 'The anchor as its own positive',
      text: 'Pairs of a point with itself are no positives; counted, each adds max(0, margin - d(a, n)).',
    },
    {
      title: 'A small number in the denominator',
      text: 'Dividing by the count plus 1e-16 turns a mean over nothing into 0 without saying so.',
    },
  ],
  sources: [
    {
      title: 'Hermans, Beyer, Leibe: In defense of the triplet loss for person re-identification (2017)',
      reference: 'https://arxiv.org/abs/1703.07737',
    },
  ],
});
