import { defineLoss } from '../../language/define-loss.ts';
import { className, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { distanceChoice, hasBoth, labelledBatch, pairDefinitions } from './labelled-batch.ts';

const onALine = { embedding: [[0], [1], [3], [7]], label: [0, 0, 1, 1] } as const;
const loss = [
  ...pairDefinitions,
  'violation(p, n) = isPositive(p) and isNegative(n) ? distance(i, p) - distance(i, n) + margin : 0',
  'hardest = max(0, max(map(indices(N), f(p) = max(map(indices(N), g(n) = violation(p, n))))))',
];
const byLabels = { params: { denominator: ['valid', 'count'] } } as const;

export const tripletBatchHard = defineLoss({
  id: 'triplet_batch_hard',
  family: 'metric-learning',
  summary: 'Batch-hard triplet loss: for each anchor of a batch, its farthest positive against its closest negative.',
  operands: {
    embedding: operand(['N', 'D'], real, 'the points, each of which is an anchor'),
    label: operand(['N'], className, 'the class of each point'),
  },
  params: {
    margin: number(1, nonNegative, 'by how much the closest negative must be farther', { tries: [0, 0.2] }),
    distance: distanceChoice,
  },
  items: { index: 'i', count: 'N' },
  formula: [...loss, 'hardest'].join('; '),
  denominators: {
    valid: {
      share: [...pairDefinitions, `${hasBoth} ? 1 : 0`].join('; '),
      meaning: 'the number of anchors that have a positive and a negative',
    },
    active: {
      share: [...loss, 'hardest > 0 ? 1 : 0'].join('; '),
      meaning: 'the number of anchors that violate the margin',
    },
    count: { share: '1', meaning: 'the number of points' },
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
    lipschitz: holds(
      { in: 'embedding', norm: 'euclidean', constant: 'sqrt(6)' },
      { params: { distance: 'euclidean', ...byLabels.params } },
    ),
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
      sample: { operands: onALine, reduction: 'sum' },
      because: 'every half has the positives and negatives of its own points only',
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
      title: 'no anchor has both a positive and a negative',
      operands: { embedding: [[0], [1], [2]], label: [0, 1, 2] },
      value: Number.NaN,
      gradient: { embedding: [[0], [0], [0]] },
    },
    {
      title: 'the same where an empty mean is 0',
      operands: { embedding: [[0], [1], [2]], label: [5, 5, 5] },
      params: { empty: 'zero' },
      value: 0,
      gradient: { embedding: [[0], [0], [0]] },
    },
    {
      title: 'the same where an empty mean is refused',
      operands: { embedding: [[0], [1]], label: [0, 1] },
      params: { empty: 'throw' },
      value: 'rejected',
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
    {
      title: 'a label that is no integer',
      operands: { embedding: [[0], [1]], label: [0, 0.5] },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where: 'farthest - closest + margin = 0',
      subdifferential: 'any share in [0, 1] of the gradient of the difference',
    },
    {
      where: 'several positives are farthest, or several negatives closest: where mining switches',
      subdifferential: 'any mixture of the gradients of those that tie',
    },
    { where: 'two points of a chosen pair coincide (Euclidean)', subdifferential: 'any vector of norm at most 1' },
    {
      where: 'a violation of exactly 0, under the denominator active',
      subdifferential: 'none: the mean jumps there, and its value may be on either side',
    },
  ],
  examples: [
    {
      title: 'on a line at 0 and 1, 3 and 7 with margin 2: (0 + 1 + 4 + 0) / 4',
      operands: onALine,
      params: { margin: 2 },
      value: 1.25,
    },
    {
      title: 'a point alone in its class is a negative, but no anchor: (0 + 1 + 4 + 0) / 4, and for it nothing',
      operands: { embedding: [[0], [1], [3], [7], [20]], label: [0, 0, 1, 1, 9] },
      params: { margin: 2 },
      value: 1.25,
    },
    {
      title: 'the same over the two anchors that violate the margin',
      operands: onALine,
      params: { margin: 2, denominator: 'active' },
      value: 2.5,
    },
    {
      title: 'squared distances: (0 + 0 + (16 - 4 + 2) + 0) / 4',
      operands: onALine,
      params: { margin: 2, distance: 'squared' },
      value: 3.5,
    },
  ],
  traps: [
    {
      title: 'Anchors without a pair',
      text: 'A point alone in its class, or a batch of one class, has no triplet; counted in the mean such anchors dilute the loss, and taken for distance 0 they add the margin.',
    },
    {
      title: 'The anchor among its positives',
      text: 'Without taking the diagonal out an anchor alone in its class has itself as a positive at distance 0.',
    },
    {
      title: 'Zero as the mask',
      text: 'The closest negative is not the smallest of distance times mask: every masked 0 wins. Masks must be infinite, or the largest distance.',
    },
    {
      title: 'Squared or not',
      text: 'The source lesson squares distances in one place and not in another; with the same margin they are different losses.',
    },
    {
      title: 'Distances by matrix product',
      text: '|a|^2 + |b|^2 - 2ab loses every digit for near points far from the origin, and so picks the wrong pair.',
    },
    {
      title: 'Nothing to mine',
      text: 'A plain 0 where no anchor is valid hides that nothing was learnt, and as a plain number breaks the backward pass; say `empty: zero` if it is meant.',
    },
  ],
  sources: [
    {
      title: 'Hermans, Beyer, Leibe: In defense of the triplet loss for person re-identification (2017)',
      reference: 'https://arxiv.org/abs/1703.07737',
    },
  ],
});
