import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { edgesOfLists, judgedLists, lawsOfLists, perList } from './graded-lists.ts';

const overItems = (of: string): string => `sum(map(indices(L), ofItem(i) = ${of}))`;
const shares =
  'share(i) = valid[i] == 1 ? 1 / sum(map(indices(L), judged(j) = valid[j] == 1 ? exp(relevance[j] - relevance[i]) : 0)) : 0';
const alike = { scores: [[0, 0]], relevance: [[0, 0]] } as const;

export const listNet = defineLoss({
  id: 'list_net',
  family: 'ranking',
  summary:
    'ListNet: the cross-entropy between who is best by the judges and who is best by the model, each a softmax of their scores.',
  operands: judgedLists,
  items: ['N'],
  // The formula takes every sum from each item.
  pairwise: 'L',
  formula: [
    shares,
    'cost(i) = valid[i] == 1 ? log(sum(map(indices(L), scored(j) = valid[j] == 1 ? exp(scores[j] - scores[i]) : 0))) : 0',
    overItems('share(i) * cost(i)'),
  ].join('; '),
  denominators: perList,
  laws: {
    ...lawsOfLists,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['scores', 'relevance'] },
      sample: { operands: alike },
      because: 'it is a cross-entropy: at its least it is the entropy of the judges, here log 2',
    }),
    attains_infimum: holds({
      operand: 'scores',
      minimiser: 'relevance',
      infimum: [shares, overItems('share(i) == 0 ? 0 : -share(i) * log(share(i))')].join('; '),
    }),
    label_flip: isFalse({
      args: { negated: 'scores', target: 'relevance' },
      sample: { operands: { scores: [[2, 0, 0]], relevance: [[1, 0, 0]] } },
      because: 'the best of three and the worst of three are different choices: 1.087 against 1.069',
    }),
    symmetric: isFalse({
      args: { swap: ['scores', 'relevance'] },
      sample: { operands: { scores: [[4, 0]], relevance: [[0, 0]] } },
      because: 'the mean over the judges is not the mean over the model: 2.02 against log 2',
    }),
    convex: holds({ in: ['scores'] }),
    lipschitz: holds({ in: 'scores', norm: 'max', constant: '2' }),
    scale: isFalse({
      args: { by: { scores: 1 }, degree: 1 },
      sample: { operands: { scores: [[1, 0]], relevance: [[0, 0]] } },
      because: 'log(1 + exp(-t)) + t / 2 is no power of t',
    }),
    translation: holdsFor([
      { args: { together: ['scores'], shift: 'row' } },
      { args: { together: ['relevance'], shift: 'row' } },
    ]),
    monotone: isFalse({
      args: { in: 'scores', direction: 'decreasing' },
      sample: { operands: alike, reduction: 'none' },
      to: { scores: [[5, 0]] },
      because: 'what the share of one item wins, the others lose',
    }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { scores: [[0, 100]], relevance: [[9, 0]] }, reduction: 'none' },
      because: 'a wrong order costs the difference',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'L' }),
    composes: holds({}),
    absent_class_irrelevant: holds(
      { symbol: 'L', logits: 'scores', fill: { relevance: 4, valid: 0 } },
      { present: ['valid'] },
    ),
    two_routes: inapplicable('no other entry takes a target that is still to be normalised'),
    limit: holds({
      name: 'what the highest score leads the judged mean by, up to the logarithm of the number of items',
      becomes: [
        shares,
        'highest(i) = max(map(indices(L), seen(j) = valid[j] == 1 ? scores[j] : scores[i]))',
        overItems('share(i) * (highest(i) - scores[i])'),
      ].join('; '),
      within: 'sum(valid) > 0 ? log(sum(map(indices(L), one(j) = valid[j]))) : 0',
    }),
    gradient_sum: holdsFor([
      { args: { operand: 'scores', over: 'L', total: 0 } },
      { args: { operand: 'relevance', over: 'L', total: 0 } },
    ]),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['valid'] } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { scores: [], relevance: [] }, value: Number.NaN },
    {
      title: 'a list of one item',
      operands: { scores: [[5]], relevance: [[3]] },
      value: 0,
      gradient: { scores: [[0]], relevance: [[0]] },
    },
    {
      title: 'equal scores cost the logarithm of their number, whatever the judges say',
      operands: { scores: [[7, 7, 7, 7]], relevance: [[0, 3, 2, 1]] },
      value: 2 * Math.LN2,
      gradient: { relevance: [[0, 0, 0, 0]] },
    },
    {
      title: 'an item at -infinity',
      operands: { scores: [[0, -Infinity]], relevance: [[1, 0]] },
      value: Infinity,
    },
    {
      title: 'NaN and infinity in places that only fill up',
      operands: {
        scores: [[1, Number.NaN, 1, Infinity]],
        relevance: [[2, Infinity, 2, Number.NaN]],
        valid: [[1, 0, 1, 0]],
      },
      value: Math.LN2,
      gradient: { scores: [[0, 0, 0, 0]], relevance: [[0, 0, 0, 0]] },
    },
    ...edgesOfLists,
    {
      title: 'no list has an item',
      operands: { scores: [[1, 2]], relevance: [[1, 0]], valid: [[0, 0]] },
      value: Number.NaN,
      gradient: { scores: [[0, 0]], relevance: [[0, 0]] },
    },
  ],
  examples: [
    {
      title: 'the right order, more sure of it than the judges',
      operands: { scores: [[3, 2, 0]], relevance: [[2, 1, 0]] },
      value: 0.8638324073341254,
    },
    {
      title: 'the wrong order',
      operands: { scores: [[0, 2, 3]], relevance: [[2, 1, 0]] },
      value: 2.5894635551474496,
    },
    {
      title: 'the scores of the judges themselves: their entropy',
      operands: { scores: [[2, 1, 0]], relevance: [[2, 1, 0]] },
      value: 0.8323955818399389,
    },
    {
      title: 'scores of a thousand: log(1 + e^2) - 2 e / (1 + e)',
      operands: { scores: [[1000, 1002]], relevance: [[500, 501]] },
      value: 0.6648108537829628,
    },
  ],
  traps: [
    {
      title: 'The labels are scores, too',
      text: 'A softmax cross-entropy with the grades themselves, or with grades over their sum, as targets is another loss. Both are called ListNet in places.',
    },
    {
      title: 'An epsilon in the logarithm',
      text: 'allRank takes log(softmax + 1e-10): beyond a lead of 23 a wrong order costs no more and has no gradient.',
    },
    {
      title: 'Places that only fill up',
      text: 'A score and a grade of 0 is a share like any other. They must be -infinity before both softmaxes, and 0 times -infinity after them is NaN.',
    },
    {
      title: 'The lead is not rewarded',
      text: 'The loss is least at the scores of the judges: grades 4 and 0 ask for a lead of 4, and more of it costs again.',
    },
    {
      title: 'Top-one only',
      text: 'The paper has the probabilities of the k best; all implementations have k = 1.',
    },
  ],
  sources: [
    {
      title: 'Cao, Qin, Liu, Tsai, Li: Learning to rank, from pairwise approach to listwise approach (2007), section 5',
      reference: 'https://doi.org/10.1145/1273496.1273513',
    },
  ],
});
