import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  betterPair,
  edgesOfPairs,
  gradedLists,
  lawsOfLists,
  numberOfPairs,
  overPairs,
  perPair,
} from './graded-lists.ts';

export const pairwiseLogistic = defineLoss({
  id: 'pairwise_logistic',
  family: 'ranking',
  summary:
    'RankNet: over the pairs of a list of which one is better, minus the log of the sigmoid of what its score leads by.',
  operands: gradedLists,
  items: ['N'],
  pairwise: 'L',
  formula: [betterPair, overPairs('pair(i, j) * log(1 + exp(scores[j] - scores[i]))')].join('; '),
  denominators: perPair,
  laws: {
    ...lawsOfLists,
    non_negative: holds({}),
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite scores of two grades'),
    label_flip: holds({ negated: 'scores', target: 'relevance' }),
    convex: holds({ in: ['scores'] }),
    lipschitz: holds({ in: 'scores', norm: 'max', constant: `2 * ${numberOfPairs}` }),
    scale: isFalse({
      args: { by: { scores: 1 }, degree: 1 },
      sample: { operands: { scores: [[1, 0]], relevance: [[1, 0]] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: holds({ together: ['scores'], shift: 'row' }),
    monotone: holdsFor([
      { args: { in: 'scores', direction: 'increasing', where: { operand: 'relevance', equals: 0 } } },
      { args: { in: 'scores', direction: 'decreasing', where: { operand: 'relevance', equals: 4 } } },
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
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'what the worse item leads by, up to log 2 a pair',
      becomes: [betterPair, overPairs('pair(i, j) * max(0, scores[j] - scores[i])')].join('; '),
      within: [betterPair, overPairs('pair(i, j) * log(1 + exp(-abs(scores[j] - scores[i])))')].join('; '),
    }),
    gradient_sum: holds({ operand: 'scores', over: 'L', total: 0 }),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' } }]),
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
      value: Math.LN2,
      gradient: { scores: [[-1 / 3, 0, 1 / 3]] },
    },
    {
      title: 'NaN and infinity in places that only fill up',
      operands: {
        scores: [[1, 1, Number.NaN, Infinity]],
        relevance: [[1, 0, 4, 0]],
        valid: [[1, 1, 0, 0]],
      },
      value: Math.LN2,
      gradient: { scores: [[-0.5, 0.5, 0, 0]] },
    },
  ],
  examples: [
    {
      title: 'leads of 1, 3 and 2: (log(1 + e^-1) + log(1 + e^-3) + log(1 + e^-2)) / 3',
      operands: { scores: [[3, 2, 0]], relevance: [[2, 1, 0]] },
      value: 0.16292568337831245,
    },
    {
      title: 'two lists of two pairs: (log 2 + log(1 + e^2.5) + log(1 + e^-3) + log(1 + e^-1.75)) / 4',
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
      value: 0.8702121042160811,
    },
    {
      title: 'a list of two that is filled up to three places, each list as it is',
      operands: {
        scores: [
          [0.5, 0.5, 3],
          [-1, 2, 0.25],
        ],
        relevance: [
          [2, 1, 1],
          [0, 4, 0],
        ],
        valid: [
          [1, 1, 0],
          [1, 1, 1],
        ],
      },
      reduction: 'none',
      value: [Math.LN2, 0.2088115020118293],
    },
  ],
  traps: [
    {
      title: 'A mean over what',
      text: 'Rax and allRank divide by the number of pairs of the whole batch, so that long lists weigh most; pytorchltr gives the sum of each list, of which the mean is one over lists.',
    },
    {
      title: 'Equal scores',
      text: 'max(-d, 0) + log1p(exp(-|d|)) is a sum of two kinks at d = 0, whose slopes must add up to -1/2. Where a framework gives both the slope 0, a model that starts with equal scores learns nothing.',
    },
    {
      title: 'Both directions',
      text: 'A pair counts once, with the better item first. With a target of 1/2 for equal grades, as in the paper, pairs without an order count, too, and pull their scores together; libraries leave them out.',
    },
    {
      title: 'Places that only fill up',
      text: 'Their grade is 0 or -1 and their score whatever the model makes of nothing: unless a mask says so, each is a pair with every better item.',
    },
    {
      title: 'NaN behind the mask',
      text: 'A difference of infinities is NaN, on the diagonal too. A mask over the values leaves 0 times NaN in the gradient.',
    },
  ],
  sources: [
    {
      title: 'Burges et al.: Learning to rank using gradient descent (2005), section 3, equations 2 and 3',
      reference: 'https://doi.org/10.1145/1102351.1102363',
    },
    {
      title: 'Burges: From RankNet to LambdaRank to LambdaMART (2010), section 2: pairs with an order',
      reference:
        'https://www.microsoft.com/en-us/research/publication/from-ranknet-to-lambdarank-to-lambdamart-an-overview/',
    },
  ],
});
