import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { edgesOfLists, gradedLists, lawsOfLists, perList } from './graded-lists.ts';

// Of equal grades the item that stands first comes first.
const isLeft = 'isLeft(j, i) = (relevance[j] == relevance[i] ? j >= i : relevance[j] < relevance[i]) ? valid[j] : 0';
const overItems = (of: string): string => `sum(map(indices(L), ofItem(i) = ${of}))`;
const numberLeft = 'sum(map(indices(L), one(j) = isLeft(j, i)))';
const upside = { scores: [[2, 0, 0]], relevance: [[4, 3, 2]] } as const;

export const listMle = defineLoss({
  id: 'list_mle',
  family: 'ranking',
  summary:
    'ListMLE: minus the log of the probability of the order of the grades, in which the best of what is left is drawn by a softmax (Plackett-Luce).',
  operands: gradedLists,
  items: ['N'],
  pairwise: 'L',
  formula: [
    isLeft,
    'left(i) = sum(map(indices(L), draw(j) = isLeft(j, i) == 1 ? exp(scores[j] - scores[i]) : 0))',
    overItems('valid[i] == 1 ? log(left(i)) : 0'),
  ].join('; '),
  denominators: perList,
  laws: {
    ...lawsOfLists,
    non_negative: holds({}),
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite scores of two items'),
    label_flip: isFalse({
      args: { negated: 'scores', target: 'relevance' },
      sample: { operands: upside },
      because:
        'who draws the best first and who draws the worst first have different probabilities: 0.933 against 0.886',
    }),
    convex: holds({ in: ['scores'] }),
    lipschitz: holds({ in: 'scores', norm: 'max', constant: '2 * (L - 1)' }),
    scale: isFalse({
      args: { by: { scores: 1 }, degree: 1 },
      sample: { operands: { scores: [[1, 0]], relevance: [[1, 0]] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: holds({ together: ['scores'], shift: 'row' }),
    monotone: isFalse({
      args: { in: 'scores', direction: 'decreasing', where: { operand: 'relevance', equals: 4 } },
      sample: { operands: { scores: [[0, 0]], relevance: [[4, 4]] }, reduction: 'none' },
      to: { scores: [[0, 5]] },
      because: 'of two items of the best grade the one that stands first must be drawn first',
    }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { scores: [[0, 100]], relevance: [[1, 0]] }, reduction: 'none' },
      because: 'a wrong order costs the difference',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: isFalse({
      args: { symbol: 'L' },
      sample: { operands: { scores: [[3, 0]], relevance: [[1, 1]] } },
      because: 'items of one grade come in the order in which they stand: 0.05 against 3.05',
    }),
    composes: holds({}),
    absent_class_irrelevant: holds(
      { symbol: 'L', logits: 'scores', fill: { relevance: 4, valid: 0 } },
      { present: ['valid'] },
    ),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'what the highest score of those that are left leads by, up to the logarithm of how many they are',
      becomes: [
        isLeft,
        'highest(i) = max(map(indices(L), seen(j) = isLeft(j, i) == 1 ? scores[j] : scores[i]))',
        overItems('valid[i] * (highest(i) - scores[i])'),
      ].join('; '),
      within: [isLeft, overItems(`valid[i] == 1 ? log(${numberLeft}) : 0`)].join('; '),
    }),
    gradient_sum: holds({ operand: 'scores', over: 'L', total: 0 }),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['valid'] } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { scores: [], relevance: [] }, value: Number.NaN },
    {
      title: 'a list of one item',
      operands: { scores: [[5]], relevance: [[3]] },
      value: 0,
      gradient: { scores: [[0]] },
    },
    {
      title: 'equal grades, in the order in which they stand',
      operands: { scores: [[0, Math.LN2]], relevance: [[1, 1]] },
      value: 1.0986122886681098,
      gradient: { scores: [[-2 / 3, 2 / 3]] },
    },
    {
      title: 'equal scores: the logarithm of the number of orders',
      operands: { scores: [[7, 7, 7, 7]], relevance: [[0, 3, 2, 1]] },
      value: 3.1780538303479458,
      gradient: { scores: [[13 / 12, -3 / 4, -5 / 12, 1 / 12]] },
    },
    {
      title: 'the last item at -infinity is drawn last',
      operands: { scores: [[0, -Infinity]], relevance: [[1, 0]] },
      value: 0,
    },
    {
      title: 'the first item at -infinity',
      operands: { scores: [[-Infinity, 0]], relevance: [[1, 0]] },
      value: Infinity,
    },
    {
      title: 'NaN and infinity in places that only fill up',
      operands: {
        scores: [[1, Number.NaN, 1, Infinity]],
        relevance: [[1, 4, 0, 0]],
        valid: [[1, 0, 1, 0]],
      },
      value: Math.LN2,
      gradient: { scores: [[-0.5, 0, 0.5, 0]] },
    },
    ...edgesOfLists,
    {
      title: 'no list has an item',
      operands: { scores: [[1, 2]], relevance: [[1, 0]], valid: [[0, 0]] },
      value: Number.NaN,
      gradient: { scores: [[0, 0]] },
    },
    { title: 'a grade of -1', operands: { scores: [[1, 2]], relevance: [[1, -1]] }, value: 'rejected' },
    { title: 'a grade of 1/2', operands: { scores: [[1, 2]], relevance: [[0.5, 0]] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the right order: log(1 + e^-1 + e^-3) + log(1 + e^-2)',
      operands: { scores: [[3, 2, 0]], relevance: [[2, 1, 0]] },
      value: 0.47594022781115886,
    },
    {
      title: 'the wrong order: log(1 + e^2 + e^3) + log(1 + e)',
      operands: { scores: [[0, 2, 3]], relevance: [[2, 1, 0]] },
      value: 4.662273904286409,
    },
    {
      title: 'two items of one grade: log(2 + e^2.5) + log(1 + e^2.5)',
      operands: { scores: [[0.5, 0.5, 3]], relevance: [[2, 1, 1]] },
      value: 5.230898118683685,
    },
    {
      title: 'the same two, the other way round: log(2 + e^2.5) + log(1 + e^-2.5)',
      operands: { scores: [[0.5, 3, 0.5]], relevance: [[2, 1, 1]] },
      value: 2.7308981186836845,
    },
    {
      title: 'nearly certain: log(1 + e^-20) keeps its digits',
      operands: { scores: [[-20, 0]], relevance: [[0, 1]] },
      value: 2.061153620314381e-9,
    },
    {
      title: 'a list of three that is filled up to four places',
      operands: { scores: [[-1, 2, 0.25, 7]], relevance: [[0, 4, 1, 2]], valid: [[1, 1, 1, 0]] },
      value: 0.45369455062980596,
    },
  ],
  traps: [
    {
      title: 'Items of one grade',
      text: 'The paper has orders, not grades. Here equal grades come in the order in which they stand, as a stable sort leaves them, and as Rax has them without a key; allRank and TensorFlow Ranking shuffle them anew at every call. Data that are sorted by anything teach that order.',
    },
    {
      title: 'One maximum for the whole list',
      text: 'Shifted by the largest score of the list, the exponentials of what is left at the end vanish: log(0 + 1e-10) instead of a loss. Every place must be seen from the largest of those that are left.',
    },
    {
      title: 'The logarithm of the sum and of 1 + a small number',
      text: 'log(sum) + max - score loses the digits of a confident right order, and all of them at a large common offset.',
    },
    {
      title: 'The running maximum',
      text: 'It changes no value, so it must have no slope, or the whole slope. A minimum or a maximum at a tie in between passes on half of it, and equal scores get a wrong gradient.',
    },
    {
      title: 'Places that only fill up',
      text: 'With a grade of -1 they are sorted last and stay in every sum but their own.',
    },
    {
      title: 'Longer lists',
      text: 'The loss is a sum over the places, so that long lists weigh most; some divide it by the length.',
    },
  ],
  sources: [
    {
      title: 'Xia, Liu, Wang, Zhang, Li: Listwise approach to learning to rank (2008), section 4.2 (likelihood loss)',
      reference: 'https://doi.org/10.1145/1390156.1390306',
    },
    {
      title: 'Plackett: The analysis of permutations (1975)',
      reference: 'https://doi.org/10.2307/2346567',
    },
  ],
});
