import { defineLoss } from '../../language/define-loss.ts';
import { className, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';
import { distanceChoice, labelledBatch, pairDefinitions } from './labelled-batch.ts';

const onALine = { embedding: [[0], [1], [2.5], [7]], label: [0, 0, 1, 1] } as const;
const definitions = [
  ...pairDefinitions,
  'near(p) = distance(i, p)',
  'far(n) = distance(i, n)',
  'isFarther(p, n) = isNegative(n) and far(n) > near(p)',
  'isSemiHard(p, n) = isFarther(p, n) and far(n) < near(p) + margin',
  'costs(p) = map(indices(N), c(n) = isSemiHard(p, n) ? near(p) - far(n) + margin : 0)',
  'marks(p) = map(indices(N), m(n) = isSemiHard(p, n) ? 1 : 0)',
  'howManyFarther(p) = sum(map(indices(N), q(n) = isFarther(p, n) ? 1 : 0))',
  'howManyNegative = sum(map(indices(N), a(n) = isNegative(n) ? 1 : 0))',
  'farthest = max(map(indices(N), b(n) = isNegative(n) ? far(n) : 0))',
  'ofNone(p) = near(p) - farthest + margin',
  'pairLoss(p) = howManyNegative == 0 ? 0 : lossOf(costs(p), howManyFarther(p), ofNone(p))',
  'pairShare(p) = shareOf(marks(p), howManyNegative)',
];
const overPairs = (of: string): string =>
  [...definitions, `sum(map(indices(N), f(p) = isPositive(p) ? ${of}(p) : 0))`].join('; ');
const notReduced = { reduction: ['none', 'sum'] } as const;

export const tripletSemiHard = defineLoss({
  id: 'triplet_semi_hard',
  family: 'metric-learning',
  summary: 'Semi-hard triplet loss: triplets of a labelled batch whose negative is farther, but not by the margin.',
  operands: {
    embedding: operand(['N', 'D'], real, 'the points, each of which is an anchor'),
    label: operand(['N'], className, 'the class of each point'),
  },
  params: {
    margin: number(1, nonNegative, 'within which a farther negative still costs', { tries: [0.2, 4] }),
    distance: distanceChoice,
    negatives: choice(
      'all',
      {
        all: 'lossOf(costs, farther, otherwise) = sum(costs); shareOf(marks, negatives) = sum(marks);',
        closest: 'lossOf(costs, farther, otherwise) = max(costs); shareOf(marks, negatives) = max(marks);',
        closest_or_farthest:
          'lossOf(costs, farther, otherwise) = farther > 0 ? max(costs) : otherwise; shareOf(marks, count) = count > 0 ? 1 : 0;',
      },
      'which negatives a pair of anchor and positive meets: `all` semi-hard ones; the `closest` of them; or the closest that is farther than the positive (which costs nothing beyond the margin) and, where none is, the farthest of all',
      { convention: true },
    ),
  },
  items: { index: 'i', count: 'N' },
  formula: overPairs('pairLoss'),
  denominators: {
    mined: {
      share: overPairs('pairShare'),
      meaning:
        'the number of triplets that were mined (with `closest_or_farthest` all pairs of anchor and positive, if there is a negative)',
    },
  },
  laws: {
    ...labelledBatch,
    non_negative: holds({}),
    attains_infimum: inapplicable('it is 0 wherever nothing is mined, not at one point'),
    convex: isFalse({
      args: { in: ['embedding'] },
      sample: { operands: { embedding: [[0], [0], [-1]], label: [0, 0, 1] }, reduction: 'sum' },
      to: { embedding: [[0], [0], [0.5]] },
      because: 'the negative costs nothing at -1, 1 at 0.5, and 1.5 half way',
    }),
    lipschitz: isFalse({
      args: { in: 'embedding', norm: 'euclidean', constant: '3' },
      sample: { operands: { embedding: [[0], [1], [-1]], label: [0, 0, 1] }, reduction: 'sum' },
      to: { embedding: [[0], [1], [-1.0625]] },
      because: 'a negative as far as the positive is not mined; a little farther it costs nearly the margin',
    }),
    scale: holdsFor([
      { args: { by: { embedding: 1, margin: 1 }, degree: 1 }, when: { params: { distance: 'euclidean' } } },
      { args: { by: { embedding: 1, margin: 2 }, degree: 2 }, when: { params: { distance: 'squared' } } },
    ]),
    translation: holds({ together: ['embedding'], shift: 'coordinate' }),
    rotation: holds({ together: ['embedding'] }),
    monotone: holds({ in: 'margin', direction: 'increasing' }, notReduced),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { embedding: [[0], [1], [2]], label: [0, 0, 1] }, params: { margin: 4 }, reduction: 'none' },
      because: 'a semi-hard triplet costs up to the margin: 1 - 2 + 4 = 3',
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
    descends: isFalse({
      args: { in: ['embedding'] },
      sample: { operands: { embedding: [[0], [1], [2]], label: [0, 0, 1] }, params: { margin: 2 } },
      to: { embedding: [[0], [1], [2.125]] },
      because:
        'moving the negative away helps the first anchor, and makes it semi-hard for the second: the mean goes from 1 to 1.375',
    }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'distance' } },
      { args: { param: 'negatives' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { embedding: [], label: [] }, value: Number.NaN },
    {
      title: 'nothing is semi-hard: the negative is as far as the positive from one, nearer to the other',
      operands: { embedding: [[0], [2], [2]], label: [0, 0, 1] },
      value: Number.NaN,
      gradient: { embedding: [[0], [0], [0]] },
    },
    {
      title: 'the same where an empty mean is 0',
      operands: { embedding: [[0], [2], [2]], label: [0, 0, 1] },
      params: { empty: 'zero' },
      value: 0,
    },
    {
      title: 'the same with the closest one only, for which nothing stands in',
      operands: { embedding: [[0], [2], [2]], label: [0, 0, 1] },
      params: { negatives: 'closest' },
      value: Number.NaN,
    },
    {
      title: 'the same with the farthest negative instead: (2 - 2 + 1 + 2 - 0 + 1) / 2',
      operands: { embedding: [[0], [2], [2]], label: [0, 0, 1] },
      params: { negatives: 'closest_or_farthest' },
      value: 2,
    },
    {
      title: 'a NaN is not left out',
      operands: { embedding: [[Number.NaN], [0], [0]], label: [0, 0, 1] },
      params: { empty: 'zero' },
      value: Number.NaN,
    },
    { title: 'a label that is no integer', operands: { embedding: [[0], [1]], label: [0, 0.5] }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'd(a, p) = d(a, n)',
      subdifferential: 'none: the loss jumps by the margin there, and its value may be on either side',
    },
    {
      where: 'd(a, n) = d(a, p) + margin',
      subdifferential: 'the sum has a corner; the mean jumps, since the triplet no longer counts',
    },
    {
      where: 'several negatives are closest or farthest: where mining switches',
      subdifferential: 'any mixture of the gradients of those that tie',
    },
    { where: 'two points of a pair coincide (Euclidean)', subdifferential: 'any vector of norm at most 1' },
  ],
  examples: [
    {
      title: 'on a line at 0 and 1, 2.5 and 7 with margin 2: (1 - 2.5 + 2, 1 - 1.5 + 2 and 4.5 - 6 + 2) / 3',
      operands: onALine,
      params: { margin: 2 },
      value: 0.8333333333333334,
    },
    {
      title: 'what each anchor adds with margin 8, where 7 costs the first pair, too: 6.5 + 2, 7.5 + 3, 0, 5.5 + 6.5',
      operands: onALine,
      params: { margin: 8 },
      reduction: 'none',
      value: [8.5, 10.5, 0, 12],
    },
    {
      title: 'the same with the closest negative only',
      operands: onALine,
      params: { margin: 8, negatives: 'closest' },
      reduction: 'none',
      value: [6.5, 7.5, 0, 6.5],
    },
    {
      title: 'and with the farthest where none is farther than the positive: 4.5 - 2.5 + 8 for the third',
      operands: onALine,
      params: { margin: 8, negatives: 'closest_or_farthest' },
      reduction: 'none',
      value: [6.5, 7.5, 10, 6.5],
    },
  ],
  traps: [
    {
      title: 'Three losses of one name',
      text: 'Mining all semi-hard triplets, the closest for each pair, or the closest with the farthest as a fallback are different losses with different means.',
    },
    {
      title: 'The fallback',
      text: 'Where no negative is farther than the positive, the widest-used implementation takes the farthest one: those triplets are hard, not semi-hard.',
    },
    {
      title: 'A tie is not semi-hard',
      text: 'At d(a, n) = d(a, p) the triplet costs the whole margin in one library and nothing in another; both inequalities are strict here.',
    },
    {
      title: 'Zero as the mask',
      text: 'The smallest of distance times mask is a masked 0. Masks must be infinite, or the largest distance.',
    },
  ],
  sources: [
    { title: 'Schroff, Kalenichenko, Philbin: FaceNet (2015)', reference: 'https://doi.org/10.1109/CVPR.2015.7298682' },
  ],
});
