import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

const unweighted = { absent: ['class_weight'] } as const;

export const multiMargin = defineLoss({
  id: 'multi_margin',
  family: 'classification',
  summary:
    'Multi-class margin loss: every wrong class must score lower than the right one by a margin; the sum, divided by the number of classes.',
  operands: {
    scores: operand(['N', 'C'], real, 'a raw score of each class'),
    target: operand(['N'], indexInto('C'), 'the index of the right class'),
    class_weight: optionalOperand(['C'], nonNegative, 'how much rows of each class count', { absent: 1 }),
  },
  params: {
    margin: number(1, nonNegative, 'by how much they must be lower', { tries: [0, 0.5] }),
    power: choice(
      'linear',
      { linear: 'penalty(x) = max(0, x);', squared: 'penalty(x) = max(0, x)^2;' },
      'whether what is missing counts as it is, or squared',
    ),
  },
  items: ['N'],
  formula: [
    'hit = scores[target]',
    'class_weight[target] * sum(map(indices(C), f(c) = c == target ? 0 : penalty(margin + scores[c] - hit))) / C',
  ].join('; '),
  denominators: {
    weight: { share: 'class_weight[target]', meaning: 'the summed class weights of the labels' },
    count: { share: '1', meaning: 'the number of rows' },
  },
  laws: {
    ...nothingIgnored,
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
    lipschitz: holds(
      { in: 'scores', norm: 'max', constant: '2 * (C - 1) / C' },
      { ...unweighted, params: { power: 'linear' } },
    ),
    scale: holdsFor([
      { args: { by: { scores: 1, margin: 1 }, degree: 1 }, when: { params: { power: 'linear' } } },
      { args: { by: { scores: 1, margin: 1 }, degree: 2 }, when: { params: { power: 'squared' } } },
    ]),
    translation: holds({ together: ['scores'], shift: 'row' }),
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
    zero_weight_irrelevant: inapplicable('weights are of classes, not of rows'),
    weight_scale: holds({ weight: 'class_weight' }, { present: ['class_weight'], params: { denominator: 'weight' } }),
    absent_class_irrelevant: isFalse({
      args: { symbol: 'C', logits: 'scores', fill: { class_weight: 1 } },
      sample: { operands: { scores: [[1, 2]], target: [0] } },
      because: 'the number of classes divides: 2 / 2 against 2 / 3',
    }),
    two_routes: holds(
      {
        name: 'one of many labels',
        loss: 'multilabel_margin',
        operands: { scores: { copy: 'scores' }, target: { one_hot: 'target' } },
        params: { margin: { copy: 'margin' } },
      },
      { ...unweighted, params: { power: 'linear' } },
    ),
    limit: holds(
      {
        name: 'where the margin is out of reach, every wrong class counts',
        set: { margin: { atLeast: '2 * max(map(scores, f(s) = abs(s)))' } },
        becomes: '((C - 1) * (margin - scores[target]) + sum(scores) - scores[target]) / C',
      },
      { ...unweighted, params: { power: 'linear' } },
    ),
    gradient_sum: holds({ operand: 'scores', over: 'C', total: 0 }),
    descends: holds({ in: ['scores'] }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'power' } },
      { args: { param: 'denominator' }, when: { present: ['class_weight'] } },
    ]),
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
      title: 'a class at -infinity costs nothing',
      operands: { scores: [[0.5, -Infinity]], target: [0] },
      value: 0,
      gradient: { scores: [[0, 0]] },
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
    {
      title: 'NaN in a row of a class of weight 0',
      operands: {
        scores: [
          [Number.NaN, 0],
          [2, 5],
        ],
        target: [0, 1],
        class_weight: [0, 1],
      },
      value: 0,
      gradient: {
        scores: [
          [0, 0],
          [0, 0],
        ],
      },
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
    {
      where: 'a wrong class is the margin below the right one (linear)',
      subdifferential: 'any share in [0, 1] of the gradient of the difference',
    },
  ],
  examples: [
    {
      title: '(0 + 0.5 + 2.5) / 4',
      operands: { scores: [[1.5, 0, 1, 3]], target: [0] },
      value: 0.75,
    },
    {
      title: 'squared: (0.25 + 6.25) / 4',
      operands: { scores: [[1.5, 0, 1, 3]], target: [0] },
      params: { power: 'squared' },
      value: 1.625,
    },
    {
      title: 'class weights divide by their sum: (1 * 2/2 + 3 * 1/2) / 4',
      operands: {
        scores: [
          [1, 2],
          [0, 0],
        ],
        target: [0, 1],
        class_weight: [1, 3],
      },
      value: 0.625,
    },
    {
      title: 'or by the number of rows',
      operands: {
        scores: [
          [1, 2],
          [0, 0],
        ],
        target: [0, 1],
        class_weight: [1, 3],
      },
      params: { denominator: 'count' },
      value: 1.25,
    },
  ],
  traps: [
    {
      title: 'Divided by what',
      text: 'The sum over the wrong classes is divided by the number of all classes, C, not by C - 1; the paper does not divide at all.',
    },
    {
      title: 'The right class counted in',
      text: 'Summed over all classes, the right one adds the margin: a constant that gradients do not show.',
    },
    {
      title: 'The margin first',
      text: '(margin - s[y]) + s[c] loses the margin beside large scores; the difference comes first.',
    },
    {
      title: 'Which weight',
      text: 'The weight is that of the right class, and with `power: squared` it stands outside of the square.',
    },
    { title: 'Weighted mean', text: 'Libraries divide the weighted sum by the number of rows: `denominator: count`.' },
  ],
  sources: [
    {
      title: 'Weston, Watkins: Support vector machines for multi-class pattern recognition (1999)',
      reference: 'https://www.esann.org/sites/default/files/proceedings/legacy/es1999-461.pdf',
    },
    {
      title: 'PyTorch, MultiMarginLoss: the division by C',
      reference: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html',
    },
  ],
});
