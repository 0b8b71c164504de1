import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

const excluded = { params: { right_class: 'excluded' } } as const;
const allNegative = { scores: [[0.5, -3, -4]], target: [0] } as const;

export const categoricalHinge = defineLoss({
  id: 'categorical_hinge',
  family: 'classification',
  summary: 'Categorical hinge loss: the right class must score higher than the best wrong one, by a margin.',
  operands: {
    scores: operand(['N', 'C'], real, 'a raw score of each class'),
    target: operand(['N'], indexInto('C'), 'the index of the right class'),
  },
  params: {
    margin: number(1, nonNegative, 'by how much it must be higher', { tries: [0, 0.5] }),
    right_class: choice(
      'excluded',
      { excluded: 'own(hit) = 0;', zero: 'own(hit) = max(0, margin - hit);' },
      'whether the best of the wrong classes is looked for among these alone, or the right one stands among them with a score of 0',
      { convention: true },
    ),
  },
  items: ['N'],
  formula: [
    'hit = scores[target]',
    'max(map(indices(C), f(c) = c == target ? own(hit) : max(0, margin + scores[c] - hit)))',
  ].join('; '),
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('scores and labels are different kinds of things'),
    attains_infimum: holds({
      operand: 'scores',
      minimiser: 'map(indices(C), f(c) = c == target ? margin : 0)',
      infimum: '0',
    }),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('scores and labels are different kinds of things'),
    convex: holds({ in: ['scores'] }),
    lipschitz: holds({ in: 'scores', norm: 'max', constant: '2' }),
    scale: holds({ by: { scores: 1, margin: 1 }, degree: 1 }),
    translation: holds({ together: ['scores'], shift: 'row' }, excluded, [
      {
        args: { together: ['scores'], shift: 'row' },
        sample: { operands: allNegative, params: { right_class: 'zero' } },
        because: 'the score 0 of the right class does not move along: 0.5 becomes 0',
      },
    ]),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'scores', direction: 'decreasing', at: 'target' } },
      { args: { in: 'margin', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { scores: [[0, 100]], target: [0] } },
      because: 'a wrong answer costs the gap',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'scores', fill: {} }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'without a margin it is the lead of the best class',
        set: { margin: 0 },
        becomes: 'max(scores) - scores[target]',
      },
      excluded,
    ),
    gradient_sum: holds({ operand: 'scores', over: 'C', total: 0 }, excluded, [
      {
        args: { operand: 'scores', over: 'C', total: 0 },
        sample: { operands: allNegative, params: { right_class: 'zero' } },
        because: 'the right class is pushed against the number 0, which takes no gradient',
      },
    ]),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([{ args: { param: 'margin' } }, { args: { param: 'right_class' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { scores: [], target: [] }, value: Number.NaN },
    {
      title: 'a single class has no wrong one',
      operands: { scores: [[-3]], target: [0] },
      value: 0,
      gradient: { scores: [[0]] },
    },
    {
      title: 'a class at -infinity is removed',
      operands: { scores: [[0.5, -Infinity, 0]], target: [0] },
      value: 0.5,
      gradient: { scores: [[-1, 0, 1]] },
    },
    {
      title: 'infinitely right and infinitely wrong',
      operands: {
        scores: [
          [Infinity, 0],
          [0, Infinity],
          [-Infinity, 0],
        ],
        target: [0, 0, 0],
      },
      reduction: 'none',
      value: [0, Infinity, Infinity],
    },
    { title: 'a label of C', operands: { scores: [[1, 2]], target: [2] }, value: 'rejected' },
    { title: 'a negative label', operands: { scores: [[1, 2]], target: [-1] }, value: 'rejected' },
    {
      title: 'a negative margin',
      operands: { scores: [[1, 2]], target: [0] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  kinks: [
    { where: 'the best wrong class is the margin below the right one', subdifferential: 'any share of its gradient' },
    { where: 'several wrong classes are the best', subdifferential: 'any mixture of theirs' },
  ],
  examples: [
    {
      title: 'kept, inside the margin, wrong',
      operands: {
        scores: [
          [3, 1, 0],
          [0.5, 0.25, -1],
          [0, 2, 1],
        ],
        target: [0, 0, 0],
      },
      reduction: 'none',
      value: [0, 0.75, 3],
    },
    {
      title: 'all wrong scores negative, and far',
      operands: allNegative,
      value: 0,
    },
    {
      title: 'the same where the right class stands among them with 0',
      operands: allNegative,
      params: { right_class: 'zero' },
      value: 0.5,
    },
  ],
  traps: [
    {
      title: 'The right class masked by 0',
      text: 'max((1 - y) s) sees a 0 at the right class: where all wrong scores are negative, the loss is too large, and no longer invariant to a shift of all scores.',
    },
    {
      title: 'The right class left in',
      text: 'max(s) + margin - s[y] costs the margin even where the answer is right: the margin belongs to the wrong classes only.',
    },
    {
      title: 'The margin first',
      text: 'margin + s[c] - s[y] added from the left loses the margin beside large scores; the difference comes first.',
    },
    {
      title: 'Tied rivals',
      text: 'Sending the whole gradient to each of several best classes makes it sum to more than 0.',
    },
  ],
  sources: [
    {
      title: 'Crammer, Singer: On the algorithmic implementation of multiclass kernel-based vector machines (2001)',
      reference: 'https://jmlr.org/papers/v2/crammer01a.html',
    },
    { title: 'Keras issue 8083: the masked class', reference: 'https://github.com/keras-team/keras/issues/8083' },
  ],
});
