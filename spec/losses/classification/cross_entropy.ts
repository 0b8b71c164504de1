import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { choice, integer, number } from '../../language/param.ts';

const plain = { params: { label_smoothing: 0 } } as const;
const three = { logits: [[2, 1, 0.1]], target: [0] } as const;
const lesson = {
  logits: [
    [2, 1, 0.1],
    [0.5, 2.5, 0.3],
    [0.1, 0.2, 3],
  ],
  target: [0, 1, 2],
} as const;
const mass = 'sum(map(indices(C), f(c) = class_weight[c] * share(c)))';

export const crossEntropy = defineLoss({
  id: 'cross_entropy',
  family: 'classification',
  summary:
    'Softmax cross-entropy of logits against class indices, with class weights, ignored labels and label smoothing.',
  operands: {
    logits: operand(
      { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } },
      real,
      'unnormalised log-probabilities of the classes',
    ),
    target: operand(['N', '...'], indexInto('C'), 'the index of the right class, or ignore_index'),
    class_weight: optionalOperand(['C'], nonNegative, 'how much each class counts', { absent: 1 }),
  },
  params: {
    ignore_index: integer(null, 'the label of rows that do not count', { tries: [-100, -1, 0, 1, 255] }),
    label_smoothing: number(0, probability, 'how much of the target is spread over the classes', {
      tries: [0, 0.1, 1],
    }),
    smoothing_form: choice(
      'uniform',
      {
        uniform: 'share(c) = (c == target ? 1 - label_smoothing : 0) + label_smoothing / C;',
        off_class: 'share(c) = c == target ? 1 - label_smoothing : label_smoothing / (C - 1);',
      },
      'whether the spread part goes to all C classes or to the C - 1 others',
      { convention: true },
    ),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: [
    'normaliser = log(sum(map(logits, exp)))',
    'sum(map(indices(C), f(c) = class_weight[c] * share(c) * (normaliser - logits[c])))',
  ].join('; '),
  ignore: { operand: 'target', param: 'ignore_index' },
  denominators: {
    weight: { share: mass, meaning: 'the summed class weights of the smoothed targets of the rows that count' },
    target_weight: {
      share: 'class_weight[target]',
      meaning: 'the summed class weights of the labels, whatever the smoothing',
    },
    count: { share: '1', meaning: 'the number of rows that count' },
    all: { share: '1', ignored: true, meaning: 'the number of rows, ignored ones too' },
  },
  laws: {
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
    attains_infimum: holdsFor(
      [
        {
          args: {
            operand: 'logits',
            minimiser: 'map(indices(C), f(c) = log(share(c)))',
            infimum: '-sum(map(indices(C), f(c) = share(c) == 0 ? 0 : share(c) * log(share(c))))',
          },
          when: {
            absent: ['class_weight'],
            params: { label_smoothing: { min: 0.0009765625 }, smoothing_form: 'uniform' },
          },
        },
      ],
      [
        {
          args: { operand: 'logits', minimiser: 'map(indices(C), f(c) = c == target ? 20 : 0)', infimum: '0' },
          sample: { operands: three },
          because: 'a hard label is a limit only: at a gap of 20 the loss is still 4e-9',
        },
      ],
    ),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('logits and labels are different kinds of things'),
    convex: holds({ in: ['logits'] }),
    lipschitz: holds(
      { in: 'logits', norm: 'max', constant: '2' },
      { absent: ['class_weight'], params: { smoothing_form: 'uniform' } },
    ),
    scale: holdsFor(
      [
        {
          args: { by: { class_weight: 1 }, degree: 1 },
          when: { present: ['class_weight'], reduction: ['none', 'sum'] },
        },
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
    monotone: holdsFor(
      [
        { args: { in: 'logits', direction: 'decreasing', at: 'target' }, when: plain },
        {
          args: { in: 'class_weight', direction: 'increasing' },
          when: { present: ['class_weight'], reduction: ['none', 'sum'] },
        },
      ],
      [
        {
          args: { in: 'logits', direction: 'decreasing', at: 'target' },
          sample: { operands: { logits: [[4, 0]], target: [0] }, params: { label_smoothing: 0.5 }, reduction: 'none' },
          to: { logits: [[5, 0]] },
          because: 'a smoothed target punishes overconfidence',
        },
      ],
    ),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [[0, 100]], target: [0] } },
      because: 'a confident wrong answer costs the gap',
    }),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    ignored_irrelevant: holds({}, { params: { denominator: ['weight', 'target_weight', 'count', 'all'] } }),
    zero_weight_irrelevant: inapplicable('weights are of classes, not of rows'),
    weight_scale: holds(
      { weight: 'class_weight' },
      { present: ['class_weight'], params: { denominator: ['weight', 'target_weight'] } },
    ),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'logits', fill: { class_weight: 1 } }, plain),
    two_routes: holds(
      {
        name: 'one-hot targets',
        loss: 'cross_entropy_probabilities',
        operands: {
          logits: { copy: 'logits' },
          target: { one_hot: 'target' },
          class_weight: { copy: 'class_weight' },
        },
        params: {
          label_smoothing: { copy: 'label_smoothing' },
          class_axis: { copy: 'class_axis' },
          denominator: { copy: 'denominator' },
        },
      },
      { params: { ignore_index: null, smoothing_form: 'uniform', denominator: ['weight', 'count'] } },
    ),
    limit: holdsFor([
      {
        args: {
          name: 'no smoothing is the plain cross-entropy',
          set: { label_smoothing: 0 },
          becomes: 'class_weight[target] * (log(sum(map(logits, exp))) - logits[target])',
        },
      },
      {
        args: {
          name: 'full smoothing is the mean over the classes',
          set: { label_smoothing: 1 },
          becomes: 'sum(map(indices(C), f(c) = class_weight[c] * (log(sum(map(logits, exp))) - logits[c]))) / C',
        },
        when: { params: { smoothing_form: 'uniform' } },
      },
    ]),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'label_smoothing' } },
      { args: { param: 'ignore_index' } },
      { args: { param: 'smoothing_form' }, when: { params: { label_smoothing: { min: 0.01 } } } },
      { args: { param: 'denominator' }, when: { present: ['class_weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'every row ignored',
      operands: {
        logits: [
          [1, 2],
          [3, 4],
        ],
        target: [-100, -100],
      },
      params: { ignore_index: -100 },
      value: Number.NaN,
      gradient: {
        logits: [
          [0, 0],
          [0, 0],
        ],
      },
    },
    {
      title: 'every row ignored, as zero',
      operands: { logits: [[1, 2]], target: [-100] },
      params: { ignore_index: -100, empty: 'zero' },
      value: 0,
      gradient: { logits: [[0, 0]] },
    },
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
      value: Math.LN2,
      gradient: {
        logits: [
          [-0.5, 0.5],
          [0, 0],
        ],
      },
    },
    {
      title: 'a class at -infinity is removed',
      operands: { logits: [[0, -Infinity, 0]], target: [0] },
      value: Math.LN2,
      gradient: { logits: [[-0.5, 0, 0.5]] },
    },
    { title: 'the labelled class at -infinity', operands: { logits: [[0, -Infinity]], target: [1] }, value: Infinity },
    { title: 'a single class', operands: { logits: [[3]], target: [0] }, value: 0, gradient: { logits: [[0]] } },
    { title: 'label -1 without ignore_index', operands: { logits: [[1, 2]], target: [-1] }, value: 'rejected' },
    { title: 'label C', operands: { logits: [[1, 2]], target: [2] }, value: 'rejected' },
    { title: 'a fractional label', operands: { logits: [[1, 2]], target: [0.9] }, value: 'rejected' },
  ],
  kinks: [],
  examples: [
    { title: 'the source lesson, E4', operands: lesson, value: 0.24889366793994552 },
    { title: 'E4 with smoothing 0.1', operands: lesson, params: { label_smoothing: 0.1 }, value: 0.39111589016216775 },
    {
      title: "E4 with smoothing 0.1 spread over the other classes, as the lesson's code does",
      operands: lesson,
      params: { label_smoothing: 0.1, smoothing_form: 'off_class' },
      value: 0.46222700127327887,
    },
    { title: 'uniform logits cost log K', operands: { logits: [[0, 0, 0, 0]], target: [2] }, value: 2 * Math.LN2 },
  ],
  traps: [
    {
      title: 'The normaliser added before it is subtracted',
      text: 'log(sum(exp(z))) - z[y] loses every digit at a large common offset: at 3e6 in float32 the loss becomes 0.',
    },
    { title: 'No shift by the maximum', text: 'exp overflows from 88.7 in float32 and 709.8 in float64.' },
    {
      title: 'Clipped probabilities',
      text: 'log(clamp(softmax(z), 1e-7)) stops at 16.1 with gradient 0, however wrong the answer.',
    },
    {
      title: 'Smoothing mass',
      text: 'eps/K on every class and eps/(K-1) on the others are two definitions; mixing them gives targets that do not sum to 1.',
    },
    {
      title: 'Weighted mean',
      text: 'Dividing by the number of rows instead of the summed weights changes the loss with their scale.',
    },
    {
      title: 'Labels out of range',
      text: '-1 silently means the last class, or a loss of 0, in several libraries; it must be refused.',
    },
    {
      title: 'ignore_index removes the row only',
      text: 'The class of that index, where there is one, stays in the normaliser.',
    },
    {
      title: 'Random logits do not cost log K',
      text: 'log K holds for uniform predictions; standard-normal logits at K = 10 cost about 2.73, not 2.30.',
    },
    { title: 'Double softmax', text: 'Given probabilities instead of logits it cannot fall below log(1 + (K - 1)/e).' },
  ],
  sources: [
    {
      title: 'Bridle: Probabilistic interpretation of feedforward classification network outputs (1990)',
      reference: 'https://doi.org/10.1007/978-3-642-76153-9_28',
    },
    {
      title: 'Szegedy et al.: Rethinking the Inception architecture (2016), label smoothing',
      reference: 'https://doi.org/10.1109/CVPR.2016.308',
    },
  ],
});
