import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, interval, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { integer, number } from '../../language/param.ts';

const lesson = {
  logits: [
    [2, 1, 0.1],
    [0.5, 2.5, 0.3],
    [0.1, 0.2, 3],
  ],
  target: [0, 1, 2],
} as const;

export const polyCrossEntropy = defineLoss({
  id: 'poly_cross_entropy',
  family: 'classification',
  summary: 'Poly-1 cross-entropy: softmax cross-entropy with another coefficient of its first power of 1 - p_t.',
  operands: {
    logits: operand(
      { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } },
      real,
      'unnormalised log-probabilities of the classes',
    ),
    target: operand(['N', '...'], indexInto('C'), 'the index of the right class, or ignore_index'),
  },
  params: {
    epsilon: number(1, interval(-1, Infinity), 'what is added to the coefficient 1 of 1 - p_t', { tries: [-1, 0, 2] }),
    ignore_index: integer(null, 'the label of rows that do not count', { tries: [-100, -1, 0, 1, 255] }),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: [
    'others = sum(map(indices(C), f(c) = c == target ? 0 : exp(logits[c])))',
    'right = exp(logits[target])',
    'log(1 + others / right) + epsilon * others / (right + others)',
  ].join('; '),
  ignore: { operand: 'target', param: 'ignore_index' },
  denominators: {
    count: { share: '1', meaning: 'the number of rows that count' },
    all: { share: '1', ignored: true, meaning: 'the number of rows, ignored ones too' },
  },
  laws: {
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite logits of two classes'),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('logits and labels are different kinds of things'),
    convex: holds({ in: ['logits'] }, { params: { epsilon: { max: 1 } } }, [
      {
        args: { in: ['logits'] },
        sample: { operands: { logits: [[-6, 0]], target: [0] }, params: { epsilon: 8 } },
        to: { logits: [[-2, 0]] },
        because: '1 - p_t bends down where the answer is confidently wrong',
      },
    ]),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '2 + max(0, epsilon) / 2' }),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [[1, 0]], target: [0] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: holds({ together: ['logits'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', at: 'target' } },
      { args: { in: 'epsilon', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [[0, 100]], target: [0] } },
      because: 'a confident wrong answer costs the gap',
    }),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    ignored_irrelevant: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'logits', fill: {} }),
    two_routes: holds(
      {
        name: 'at epsilon 0 it is cross-entropy',
        loss: 'cross_entropy',
        operands: { logits: { copy: 'logits' }, target: { copy: 'target' } },
        params: {
          ignore_index: { copy: 'ignore_index' },
          class_axis: { copy: 'class_axis' },
          denominator: { copy: 'denominator' },
        },
      },
      { params: { epsilon: 0 } },
    ),
    limit: holdsFor([
      {
        args: {
          name: 'epsilon 0 is cross-entropy',
          set: { epsilon: 0 },
          becomes: 'log(sum(map(logits, exp))) - logits[target]',
        },
      },
      {
        args: {
          name: 'it is within |epsilon| of cross-entropy',
          becomes: 'log(sum(map(logits, exp))) - logits[target]',
          within: 'abs(epsilon)',
        },
      },
    ]),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'epsilon' } },
      { args: { param: 'ignore_index' } },
      { args: { param: 'denominator' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'NaN and infinity in an ignored row',
      operands: {
        logits: [
          [0, 0],
          [Number.NaN, Infinity],
        ],
        target: [0, -100],
      },
      params: { ignore_index: -100 },
      value: Math.LN2 + 0.5,
      gradient: {
        logits: [
          [-0.75, 0.75],
          [0, 0],
        ],
      },
    },
    {
      title: 'every row ignored',
      operands: { logits: [[1, 2]], target: [-1] },
      params: { ignore_index: -1 },
      value: Number.NaN,
      gradient: { logits: [[0, 0]] },
    },
    {
      title: 'a class at -infinity is removed',
      operands: { logits: [[0, -Infinity, 0]], target: [0] },
      value: Math.LN2 + 0.5,
      gradient: { logits: [[-0.75, 0, 0.75]] },
    },
    { title: 'the labelled class at -infinity', operands: { logits: [[0, -Infinity]], target: [1] }, value: Infinity },
    { title: 'a single class', operands: { logits: [[3]], target: [0] }, value: 0, gradient: { logits: [[0]] } },
    {
      title: 'epsilon below -1, where the loss would reward wrong answers',
      operands: { logits: [[1, 2]], target: [0] },
      params: { epsilon: -1.5 },
      value: 'rejected',
    },
    { title: 'label C', operands: { logits: [[1, 2]], target: [2] }, value: 'rejected' },
  ],
  examples: [
    { title: 'even odds: log 2 + 1/2', operands: { logits: [[0, 0]], target: [1] }, value: Math.LN2 + 0.5 },
    { title: "the source lesson's E4", operands: lesson, value: 0.46300319366917897 },
    {
      title: "the source lesson's E4 at epsilon 0: its cross-entropy",
      operands: lesson,
      params: { epsilon: 0 },
      value: 0.24889366793994552,
    },
  ],
  traps: [
    {
      title: 'epsilon is a coefficient, no guard',
      text: 'It is of the order of 1, may be negative, and has nothing to do with the epsilon of a logarithm or of label smoothing.',
    },
    {
      title: 'The sign of the power',
      text: 'The expansion is in powers of 1 - p_t: epsilon * p_t rewards what it should punish.',
    },
    {
      title: 'Through the probability',
      text: '1 - softmax has an absolute error of one unit, which is all of the loss where the answer is right.',
    },
    {
      title: 'Under a weighted or smoothed cross-entropy',
      text: 'The published code takes p_t from the smoothed or hard target, and leaves class weights out of the second term.',
    },
  ],
  sources: [
    {
      title: 'Leng et al.: PolyLoss, a polynomial expansion perspective of classification loss functions (2022)',
      reference: 'https://arxiv.org/abs/2204.12511',
    },
  ],
});
