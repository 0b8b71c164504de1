import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import {
  betterPair,
  edgesOfPairs,
  gradedLists,
  lawsOfLists,
  numberOfPairs,
  overPairs,
  perPair,
} from './graded-lists.ts';

export const pairwiseHingeRanking = defineLoss({
  id: 'pairwise_hinge_ranking',
  family: 'ranking',
  summary:
    'Ranking SVM: over the pairs of a list of which one is better, by how much its score fails to lead by a margin.',
  operands: gradedLists,
  params: { margin: number(1, nonNegative, 'by how much the better item must lead', { tries: [0, 0.5] }) },
  items: ['N'],
  pairwise: 'L',
  formula: [betterPair, overPairs('pair(i, j) * max(0, margin - (scores[i] - scores[j]))')].join('; '),
  denominators: perPair,
  laws: {
    ...lawsOfLists,
    non_negative: holds({}),
    attains_infimum: holds({ operand: 'scores', minimiser: 'margin * relevance', infimum: '0' }),
    label_flip: holds({ negated: 'scores', target: 'relevance' }),
    convex: holds({ in: ['scores'] }),
    lipschitz: holds({ in: 'scores', norm: 'max', constant: `2 * ${numberOfPairs}` }),
    scale: holds({ by: { scores: 1, margin: 1 }, degree: 1 }),
    translation: holds({ together: ['scores'], shift: 'row' }),
    monotone: holdsFor([
      { args: { in: 'scores', direction: 'increasing', where: { operand: 'relevance', equals: 0 } } },
      { args: { in: 'scores', direction: 'decreasing', where: { operand: 'relevance', equals: 4 } } },
      { args: { in: 'margin', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { scores: [[0, 100]], relevance: [[1, 0]] }, reduction: 'none' },
      because: 'a wrong order costs the difference',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'L' }),
    composes: holds({}),
    absent_class_irrelevant: holds(
      { symbol: 'L', logits: 'scores', fill: { relevance: 4, valid: 0 } },
      { present: ['valid'] },
    ),
    two_routes: inapplicable('margin_ranking computes single pairs, not lists'),
    limit: holds({
      name: 'where the margin is out of reach, every pair counts',
      set: { margin: { atLeast: '2 * max(map(scores, f(s) = abs(s)))' } },
      becomes: [betterPair, overPairs('pair(i, j) * (margin + scores[j] - scores[i])')].join('; '),
    }),
    gradient_sum: holds({ operand: 'scores', over: 'L', total: 0 }),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([{ args: { param: 'margin' } }, { args: { param: 'denominator' } }]),
  },
  edges: [
    ...edgesOfPairs,
    {
      title: 'an infinite lead, right and wrong',
      operands: {
        scores: [
          [Infinity, 0],
          [0, Infinity],
          [0, -Infinity],
        ],
        relevance: [
          [1, 0],
          [1, 0],
          [1, 0],
        ],
      },
      reduction: 'none',
      value: [0, Infinity, 0],
    },
    {
      title: 'equal scores, as before training',
      operands: { scores: [[0, 0, 0]], relevance: [[2, 1, 0]] },
      value: 1,
      gradient: { scores: [[-2 / 3, 0, 2 / 3]] },
    },
    {
      title: 'NaN and infinity in places that only fill up',
      operands: {
        scores: [[1, 1, Number.NaN, Infinity]],
        relevance: [[1, 0, 4, 0]],
        valid: [[1, 1, 0, 0]],
      },
      value: 1,
      gradient: { scores: [[-1, 1, 0, 0]] },
    },
    {
      title: 'a negative margin',
      operands: { scores: [[1, 2]], relevance: [[1, 0]] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where: 'a better item leads by the margin',
      subdifferential: 'any share in [0, 1] of the gradient of the difference',
    },
  ],
  examples: [
    {
      title: 'leads of 0, -2.5, 3 and 1.75: (1 + 3.5 + 0 + 0) / 4',
      operands: {
        scores: [
          [0.5, 0.5, 3],
          [-1, 2, 0.25],
        ],
        relevance: [
          [2, 1, 1],
          [0, 4, 0],
        ],
      },
      value: 1.125,
    },
    {
      title: 'the same with margin 2, a mean over the two lists: (2 + 4.5 + 0 + 0.25) / 2',
      operands: {
        scores: [
          [0.5, 0.5, 3],
          [-1, 2, 0.25],
        ],
        relevance: [
          [2, 1, 1],
          [0, 4, 0],
        ],
      },
      params: { margin: 2, denominator: 'count' },
      value: 3.375,
    },
    {
      title: 'a list of two that is filled up to three places, each list as it is',
      operands: {
        scores: [
          [0.5, 0.25, 3],
          [1.5, 2, 0.25],
        ],
        relevance: [
          [2, 1, 1],
          [0, 4, 1],
        ],
        valid: [
          [1, 1, 0],
          [1, 1, 1],
        ],
      },
      reduction: 'none',
      value: [0.75, 2.75],
    },
  ],
  traps: [
    {
      title: 'A mean over what',
      text: 'Rax divides by the number of pairs of the whole batch, so that long lists weigh most; pytorchltr gives the sum of each list, of which the mean is one over lists.',
    },
    {
      title: 'One margin for all grades',
      text: 'Two grades apart is asked for the same margin as one grade apart. A margin of the difference of the grades is another loss.',
    },
    {
      title: 'The margin first',
      text: '(margin - better) + worse loses the margin beside large scores; the difference comes first.',
    },
    {
      title: 'Pairs of one grade',
      text: 'Equal grades have no order. With y_i >= y_j every item is a pair with itself, too, which costs the margin.',
    },
    {
      title: 'Places that only fill up',
      text: 'Their grade is 0 or -1 and their score whatever the model makes of nothing: unless a mask says so, each is a pair with every better item.',
    },
  ],
  sources: [
    {
      title: 'Herbrich, Graepel, Obermayer: Large margin rank boundaries for ordinal regression (2000)',
      reference: 'https://doi.org/10.7551/mitpress/1113.003.0010',
    },
    {
      title: 'Joachims: Optimizing search engines using clickthrough data (2002), section 4.2: Ranking SVM',
      reference: 'https://doi.org/10.1145/775047.775067',
    },
  ],
});
