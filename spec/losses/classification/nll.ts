import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { integer } from '../../language/param.ts';

const lesson = [
  [-0.4170300162778335, -1.4170300162778335, -2.3170300162778337],
  [-2.220049523020538, -0.22004952302053776, -2.4200495230205377],
  [-3.0096014645214653, -2.909601464521465, -0.10960146452146534],
] as const;

export const nll = defineLoss({
  id: 'nll',
  family: 'classification',
  summary:
    'Negative log-likelihood: minus the log-probability of the right class, with class weights and ignored labels.',
  operands: {
    log_probability: operand(
      { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } },
      real,
      'the logarithm of the probability of each class; that the probabilities add up to 1 is not looked at',
    ),
    target: operand(['N', '...'], indexInto('C'), 'the index of the right class, or ignore_index'),
    class_weight: optionalOperand(['C'], nonNegative, 'how much each class counts', { absent: 1 }),
  },
  params: {
    ignore_index: integer(null, 'the label of rows that do not count', { tries: [-100, -1, 0, 1, 255] }),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: '-class_weight[target] * log_probability[target]',
  ignore: { operand: 'target', param: 'ignore_index' },
  denominators: {
    weight: { share: 'class_weight[target]', meaning: 'the summed class weights of the labels of the rows that count' },
    count: { share: '1', meaning: 'the number of rows that count' },
    all: { share: '1', ignored: true, meaning: 'the number of rows, ignored ones too' },
  },
  laws: {
    non_negative: isFalse({
      args: {},
      sample: { operands: { log_probability: [[1, 0]], target: [0] } },
      because: 'what is given need not be a log-probability: logits may be positive',
    }),
    zero_iff_equal: inapplicable('log-probabilities and labels are different kinds of things'),
    attains_infimum: isFalse({
      args: { operand: 'log_probability', minimiser: '0 * log_probability', infimum: '0' },
      sample: { operands: { log_probability: [[1, 0]], target: [0] } },
      because: 'of numbers that are no log-probabilities it has no infimum',
    }),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('log-probabilities and labels are different kinds of things'),
    convex: holds({ in: ['log_probability'] }),
    lipschitz: holdsFor([
      { args: { in: 'log_probability', norm: 'max', constant: 'class_weight[target]' } },
      { args: { in: 'log_probability', norm: 'absolute', constant: 'class_weight[target]' } },
    ]),
    scale: holds({ by: { log_probability: 1 }, degree: 1 }),
    translation: isFalse({
      args: { together: ['log_probability'], shift: 'row' },
      sample: { operands: { log_probability: [[-1, -2]], target: [0] } },
      because: 'nothing is normalised here: a shift of the row is a shift of the loss',
    }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds({ in: 'log_probability', direction: 'decreasing', at: 'target' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { log_probability: [[-100, 0]], target: [0] } },
      because: 'a confident wrong answer costs its logarithm',
    }),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    ignored_irrelevant: holds({}),
    zero_weight_irrelevant: inapplicable('weights are of classes, not of rows'),
    weight_scale: holds({ weight: 'class_weight' }, { present: ['class_weight'], params: { denominator: 'weight' } }),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'log_probability', fill: { class_weight: 1 } }),
    two_routes: holds(
      {
        name: 'what the other classes hold does not matter',
        loss: 'nll',
        operands: {
          log_probability: 'map(indices(C), f(c) = c == target ? log_probability[c] : 0)',
          target: { copy: 'target' },
          class_weight: { copy: 'class_weight' },
        },
        params: { class_axis: { copy: 'class_axis' }, denominator: { copy: 'denominator' } },
      },
      { params: { ignore_index: null } },
    ),
    limit: inapplicable('no parameter enters the formula'),
    gradient_sum: holds({ operand: 'log_probability', over: 'C', total: -1 }, { absent: ['class_weight'] }),
    descends: holds({ in: ['log_probability'] }),
    parameter_matters: holdsFor([
      { args: { param: 'ignore_index' } },
      { args: { param: 'denominator' }, when: { present: ['class_weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { log_probability: [], target: [] }, value: Number.NaN },
    {
      title: 'every row ignored',
      operands: { log_probability: [[-1, -2]], target: [-1] },
      params: { ignore_index: -1 },
      value: Number.NaN,
      gradient: { log_probability: [[0, 0]] },
    },
    {
      title: 'NaN and infinity in an ignored row',
      operands: {
        log_probability: [
          [-1, -2],
          [Number.NaN, -Infinity],
        ],
        target: [1, -100],
      },
      params: { ignore_index: -100 },
      value: 2,
      gradient: {
        log_probability: [
          [0, -1],
          [0, 0],
        ],
      },
    },
    {
      title: 'the labelled class at weight 0, whatever it holds',
      operands: { log_probability: [[-Infinity, 0]], target: [0], class_weight: [0, 1] },
      reduction: 'sum',
      value: 0,
      gradient: { log_probability: [[0, 0]] },
    },
    { title: 'a class at -infinity', operands: { log_probability: [[0, -Infinity]], target: [0] }, value: 0 },
    {
      title: 'the labelled class at -infinity',
      operands: { log_probability: [[0, -Infinity]], target: [1] },
      value: Infinity,
    },
    {
      title: 'label -1 without ignore_index',
      operands: { log_probability: [[-1, -2]], target: [-1] },
      value: 'rejected',
    },
    { title: 'label C', operands: { log_probability: [[-1, -2]], target: [2] }, value: 'rejected' },
    { title: 'a fractional label', operands: { log_probability: [[-1, -2]], target: [0.9] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the source lesson, E4, after log-softmax: the same as its cross-entropy',
      operands: { log_probability: lesson, target: [0, 1, 2] },
      value: 0.24889366793994552,
    },
    {
      title: 'weights divide by those of the labels: (1 * 1 + 3 * 2) / 4',
      operands: {
        log_probability: [
          [-1, -5],
          [-5, -2],
        ],
        target: [0, 1],
        class_weight: [1, 3],
      },
      value: 1.75,
    },
    {
      title: 'or by the number of rows',
      operands: {
        log_probability: [
          [-1, -5],
          [-5, -2],
        ],
        target: [0, 1],
        class_weight: [1, 3],
      },
      params: { denominator: 'count' },
      value: 3.5,
    },
  ],
  traps: [
    {
      title: 'Logits for log-probabilities',
      text: 'Nothing is normalised here: of logits the loss is -z[y], which falls without end as the logits grow.',
    },
    {
      title: 'A sentinel that is a label',
      text: 'Code that takes ignore_index -1 (or 0) for "not set" counts rows that are to be ignored.',
    },
    {
      title: 'Weighted mean',
      text: 'It divides by the summed weights of the labels that count, not by the number of rows.',
    },
    {
      title: 'Labels out of range',
      text: '-1 silently means the last class in several libraries, and C the next row where memory is indexed flat.',
    },
    { title: 'The axis of the classes', text: 'PyTorch and ONNX have the classes on axis 1, not on the last one.' },
  ],
  sources: [
    {
      title: 'Fisher: On the mathematical foundations of theoretical statistics (1922)',
      reference: 'https://doi.org/10.1098/rsta.1922.0009',
    },
  ],
});
