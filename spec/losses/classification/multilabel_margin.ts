import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, oneOf, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const multilabelMargin = defineLoss({
  id: 'multilabel_margin',
  family: 'classification',
  summary:
    'Multi-label margin loss: every right class must score higher than every wrong one by a margin; the sum over the pairs, divided by the number of classes.',
  operands: {
    scores: operand(['N', 'C'], real, 'a raw score of each class'),
    target: operand(['N', 'C'], oneOf(0, 1), '1 for each class that is right, 0 for the others'),
  },
  params: { margin: number(1, nonNegative, 'by how much it must be higher', { tries: [0, 0.5] }) },
  items: ['N'],
  pairwise: 'C',
  formula:
    'sum(map(indices(C), f(i) = target[i] * sum(map(indices(C), g(j) = (1 - target[j]) * max(0, margin + scores[j] - scores[i]))))) / C',
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('scores and labels are different kinds of things'),
    attains_infimum: holds({ operand: 'scores', minimiser: 'map(target, f(t) = margin * t)', infimum: '0' }),
    label_flip: holds({ negated: 'scores', target: 'target' }),
    symmetric: inapplicable('scores and labels are different kinds of things'),
    convex: holds({ in: ['scores'] }),
    lipschitz: holds({ in: 'scores', norm: 'max', constant: '2 * sum(target) * (C - sum(target)) / C' }),
    scale: holds({ by: { scores: 1, margin: 1 }, degree: 1 }),
    translation: holds({ together: ['scores'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'scores', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'scores', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'margin', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { scores: [[0, 100]], target: [[1, 0]] } },
      because: 'a wrong answer costs the gap',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: isFalse({
      args: { symbol: 'C', logits: 'scores', fill: { target: 0 } },
      sample: { operands: { scores: [[1, 2]], target: [[1, 0]] } },
      because: 'the number of classes divides: 2 / 2 against 2 / 3',
    }),
    two_routes: inapplicable('multi_margin states the route from a single label'),
    limit: holds({
      name: 'where the margin is out of reach, every pair counts',
      set: { margin: { atLeast: '2 * max(map(scores, f(s) = abs(s)))' } },
      becomes:
        '(sum(target) * ((C - sum(target)) * margin + sum(scores) - dot(scores, target)) - (C - sum(target)) * dot(scores, target)) / C',
    }),
    gradient_sum: holds({ operand: 'scores', over: 'C', total: 0 }),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([{ args: { param: 'margin' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { scores: [], target: [] }, value: Number.NaN },
    {
      title: 'no right class, or no wrong one, leaves no pair',
      operands: {
        scores: [
          [1, -2],
          [3, 0],
        ],
        target: [
          [0, 0],
          [1, 1],
        ],
      },
      value: 0,
      gradient: {
        scores: [
          [0, 0],
          [0, 0],
        ],
      },
    },
    {
      title: 'infinitely right and infinitely wrong',
      operands: {
        scores: [
          [Infinity, 0],
          [0, Infinity],
          [0, -Infinity],
        ],
        target: [
          [1, 0],
          [1, 0],
          [1, 0],
        ],
      },
      reduction: 'none',
      value: [0, Infinity, 0],
    },
    {
      title: 'two right classes at infinity are not compared',
      operands: { scores: [[Infinity, Infinity, 0]], target: [[1, 1, 0]] },
      value: 0,
    },
    { title: 'a label of -1', operands: { scores: [[1, 2]], target: [[1, -1]] }, value: 'rejected' },
    { title: 'a label of 1/2', operands: { scores: [[1, 2]], target: [[0.5, 0]] }, value: 'rejected' },
    {
      title: 'a negative margin',
      operands: { scores: [[1, 2]], target: [[1, 0]] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where: 'a wrong class is the margin below a right one',
      subdifferential: 'any share in [0, 1] of the gradient of the difference',
    },
  ],
  examples: [
    {
      title: 'two right classes of four: (1.125 + 1.375 + 0.5 + 0.75) / 4',
      operands: { scores: [[0.125, 0.25, 0.5, 0.75]], target: [[1, 0, 0, 1]] },
      value: 0.9375,
    },
    {
      title: 'one right class: (0 + 0.5 + 2.5) / 4',
      operands: { scores: [[1.5, 0, 1, 3]], target: [[1, 0, 0, 0]] },
      value: 0.75,
    },
  ],
  traps: [
    {
      title: 'How labels are given',
      text: 'Some functions take a list of indices that ends at the first -1: indices behind it do not count. Here the target says 0 or 1 of every class.',
    },
    {
      title: 'Divided by what',
      text: 'The sum over the pairs is divided by the number of classes, not by the number of pairs: more labels make a larger loss.',
    },
    {
      title: 'The margin first',
      text: '(margin - right) + wrong loses the margin beside large scores; the difference comes first.',
    },
    { title: 'Right against right', text: 'Pairs of two right classes, and of a class with itself, must not count.' },
  ],
  sources: [
    {
      title: 'Crammer, Singer: A family of additive online algorithms for category ranking (2003)',
      reference: 'https://jmlr.org/papers/v3/crammer03b.html',
    },
    {
      title: 'PyTorch, MultiLabelMarginLoss: the division by C',
      reference: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html',
    },
  ],
});
