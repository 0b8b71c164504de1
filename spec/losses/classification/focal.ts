import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { integer, number } from '../../language/param.ts';

const lesson = {
  logits: [
    [2, 1, 0.1],
    [0.5, 2.5, 0.3],
    [0.1, 0.2, 3],
  ],
  target: [0, 1, 2],
} as const;

export const focal = defineLoss({
  id: 'focal',
  family: 'classification',
  summary: 'Softmax focal loss of logits against class indices: cross-entropy weighed down by (1 - p_t)^gamma.',
  operands: {
    logits: operand(
      { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } },
      real,
      'unnormalised log-probabilities of the classes',
    ),
    target: operand(['N', '...'], indexInto('C'), 'the index of the right class, or ignore_index'),
    class_alpha: optionalOperand(['C'], nonNegative, 'the factor of each class, beside alpha', { absent: 1 }),
  },
  params: {
    alpha: number(0.25, nonNegative, 'the factor of every class', { tries: [0, 1] }),
    gamma: number(2, nonNegative, 'how strongly easy rows are weighed down', { tries: [0, 0.5, 1, 5] }),
    ignore_index: integer(null, 'the label of rows that do not count', { tries: [-100, -1, 0, 1, 255] }),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: [
    'others = sum(map(indices(C), f(c) = c == target ? 0 : exp(logits[c])))',
    'right = exp(logits[target])',
    'class_alpha[target] * alpha * (others / (right + others))^gamma * log(1 + others / right)',
  ].join('; '),
  ignore: { operand: 'target', param: 'ignore_index' },
  denominators: {
    count: { share: '1', meaning: 'the number of rows that count' },
    all: { share: '1', ignored: true, meaning: 'the number of rows, ignored ones too' },
    elements: { share: 'C', ignored: true, meaning: 'the number of logits, as where one-hot losses are averaged' },
  },
  laws: {
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite logits of two classes'),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('logits and labels are different kinds of things'),
    convex: holds({ in: ['logits'] }, { params: { gamma: 0 } }, [
      {
        args: { in: ['logits'] },
        sample: { operands: { logits: [[-6, 0]], target: [0] } },
        to: { logits: [[-3, 0]] },
        because: 'for gamma > 0 the curve bends down where the answer is confidently wrong',
      },
    ]),
    lipschitz: holdsFor(
      [
        {
          args: { in: 'logits', norm: 'max', constant: '2 * alpha * class_alpha[target]' },
          when: { params: { gamma: 0 } },
        },
        { args: { in: 'logits', norm: 'max', constant: '2 * alpha * class_alpha[target] * (1 + 0.37 * gamma)' } },
      ],
      [
        {
          args: { in: 'logits', norm: 'max', constant: '2 * alpha' },
          sample: { operands: { logits: [[-1.5, 1.5]], target: [0] }, reduction: 'none' },
          to: { logits: [[-0.5, 0.5]] },
          because: 'the falling weight adds to the slope: it reaches 2.26 alpha at gamma 2',
        },
      ],
    ),
    scale: holdsFor(
      [
        { args: { by: { alpha: 1 }, degree: 1 } },
        { args: { by: { class_alpha: 1 }, degree: 1 }, when: { present: ['class_alpha'] } },
      ],
      [
        {
          args: { by: { logits: 1 }, degree: 1 },
          sample: { operands: { logits: [[1, 0]], target: [0] } },
          because: 'log(1 + exp(-t)) is no power of t',
        },
      ],
    ),
    translation: holds({ together: ['logits'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', at: 'target' } },
      { args: { in: 'gamma', direction: 'decreasing' } },
      { args: { in: 'alpha', direction: 'increasing' } },
      { args: { in: 'class_alpha', direction: 'increasing' }, when: { present: ['class_alpha'] } },
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
    zero_weight_irrelevant: inapplicable('factors are of classes, not of rows'),
    weight_scale: inapplicable('alpha is a factor and no weight: no mean divides by it'),
    absent_class_irrelevant: holds(
      { symbol: 'C', logits: 'logits', fill: { class_alpha: 1 } },
      { params: { denominator: ['count', 'all'] } },
    ),
    two_routes: holds(
      {
        name: 'without focus it is alpha times the cross-entropy',
        loss: 'cross_entropy',
        operands: {
          logits: { copy: 'logits' },
          target: { copy: 'target' },
          class_weight: { copy: 'class_alpha' },
        },
        params: {
          ignore_index: { copy: 'ignore_index' },
          class_axis: { copy: 'class_axis' },
          denominator: { copy: 'denominator' },
        },
        factor: 'alpha',
      },
      { params: { gamma: 0, denominator: ['count', 'all'] } },
    ),
    limit: holds({
      name: 'gamma 0 is alpha times the cross-entropy',
      set: { gamma: 0 },
      becomes: 'class_alpha[target] * alpha * (log(sum(map(logits, exp))) - logits[target])',
    }),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'alpha' } },
      { args: { param: 'gamma' } },
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
      params: { ignore_index: -100, gamma: 0, alpha: 1 },
      value: Math.LN2,
      gradient: {
        logits: [
          [-0.5, 0.5],
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
      value: Math.LN2 / 16,
    },
    { title: 'the labelled class at -infinity', operands: { logits: [[0, -Infinity]], target: [1] }, value: Infinity },
    {
      title: 'alpha 0 removes everything',
      operands: { logits: [[0, 1000]], target: [0] },
      params: { alpha: 0 },
      value: 0,
    },
    { title: 'a single class', operands: { logits: [[3]], target: [0] }, value: 0, gradient: { logits: [[0]] } },
    {
      title: 'a negative gamma',
      operands: { logits: [[1, 2]], target: [0] },
      params: { gamma: -1 },
      value: 'rejected',
    },
    { title: 'label -1 without ignore_index', operands: { logits: [[1, 2]], target: [-1] }, value: 'rejected' },
    { title: 'label C', operands: { logits: [[1, 2]], target: [2] }, value: 'rejected' },
  ],
  examples: [
    { title: 'the source lesson, E4', operands: lesson, value: 0.004854880389445634 },
    {
      title: 'E4 at gamma 0: a quarter of its cross-entropy',
      operands: lesson,
      params: { gamma: 0 },
      value: 0.06222341698498638,
    },
    {
      title: 'even odds of two classes: log 2 / 4, a quarter of which is alpha',
      operands: { logits: [[0, 0]], target: [1] },
      value: Math.LN2 / 16,
    },
    {
      title: 'one alpha for each class: (log 2 / 4) (1/4 + 3/4) / 2',
      operands: {
        logits: [
          [0, 0],
          [0, 0],
        ],
        target: [0, 1],
        class_alpha: [0.25, 0.75],
      },
      params: { alpha: 1 },
      value: Math.LN2 / 8,
    },
  ],
  traps: [
    {
      title: 'One alpha or one for each class',
      text: 'The source lesson writes alpha_t in the formula and one scalar in the code, which only rescales the loss.',
    },
    {
      title: 'Mean over the one-hot elements',
      text: 'Averaging rows times classes makes the loss K times smaller than cross-entropy at gamma 0.',
    },
    { title: 'alpha 0', text: 'A default written `if alpha:` or `alpha || 0.25` ignores the value 0.' },
    {
      title: 'Through the probability',
      text: '1 - exp(-CE) has an absolute error of one unit: three wrong digits where the answer is right by a gap of 10.',
    },
    {
      title: 'Saturation with gamma < 1',
      text: 'The power of a vanishing 1 - p_t has an infinite derivative, and 0 times infinity makes the gradient NaN.',
    },
    {
      title: 'One-vs-rest',
      text: 'Several multi-class focal losses are sums of binary ones over the classes, and some feed log-probabilities to the sigmoid: a perfect answer then costs log 2.',
    },
    {
      title: 'The weight is differentiated, too',
      text: 'With (1 - p_t)^gamma held constant the gradient of the logits is too small where the answer is wrong.',
    },
  ],
  sources: [
    {
      title: 'Lin, Goyal, Girshick, He, Dollar: Focal loss for dense object detection (2017)',
      reference: 'https://doi.org/10.1109/ICCV.2017.324',
    },
  ],
});
