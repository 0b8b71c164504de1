import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { integer, number } from '../../language/param.ts';

const axes = { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } } as const;
const share = '((1 - label_smoothing) * target[c] + label_smoothing / C)';
const two = { logits: [[1, 0]], target: [[0.5, 0.5]] } as const;

export const crossEntropyProbabilities = defineLoss({
  id: 'cross_entropy_probabilities',
  family: 'classification',
  summary: 'Softmax cross-entropy of logits against class probabilities (soft targets).',
  operands: {
    logits: operand(axes, real, 'unnormalised log-probabilities of the classes'),
    target: operand(axes, probability, 'how much of the row belongs to each class; a row usually sums to 1'),
    class_weight: optionalOperand(['C'], nonNegative, 'how much each class counts', { absent: 1 }),
  },
  params: {
    label_smoothing: number(0, probability, 'how much of the target is replaced by the uniform one', {
      tries: [0, 0.1, 1],
    }),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: [
    'normaliser = log(sum(map(logits, exp)))',
    `sum(map(indices(C), f(c) = class_weight[c] * ${share} * (normaliser - logits[c])))`,
  ].join('; '),
  denominators: {
    weight: {
      share: `sum(map(indices(C), f(c) = class_weight[c] * ${share}))`,
      meaning: 'the summed class weights of the smoothed targets',
    },
    count: { share: '1', meaning: 'the number of rows' },
  },
  laws: {
    ...nothingIgnored,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and probabilities are different kinds of things'),
    attains_infimum: holds(
      {
        operand: 'logits',
        minimiser: 'map(target, log)',
        infimum: 'sum(target) * log(sum(target)) - sum(map(target, f(q) = q * log(q)))',
      },
      { absent: ['class_weight'], params: { label_smoothing: 0 } },
    ),
    label_flip: inapplicable('there are more than two classes'),
    symmetric: inapplicable('logits and probabilities are different kinds of things'),
    convex: holds({ in: ['logits'] }),
    lipschitz: holds(
      { in: 'logits', norm: 'max', constant: '2 * ((1 - label_smoothing) * sum(target) + label_smoothing)' },
      { absent: ['class_weight'] },
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
          sample: { operands: two },
          because: 'log(1 + exp(-t)) + t/2 is no power of t',
        },
      ],
    ),
    translation: holds({ together: ['logits'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds(
      { in: 'class_weight', direction: 'increasing' },
      { present: ['class_weight'], reduction: ['none', 'sum'] },
    ),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [[0, 100]], target: [[1, 0]] } },
      because: 'a confident wrong answer costs the gap',
    }),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    zero_weight_irrelevant: inapplicable('weights are of classes, not of rows'),
    weight_scale: holds({ weight: 'class_weight' }, { present: ['class_weight'], params: { denominator: 'weight' } }),
    absent_class_irrelevant: holds(
      { symbol: 'C', logits: 'logits', fill: { target: 0, class_weight: 1 } },
      { params: { label_smoothing: 0 } },
    ),
    two_routes: inapplicable('cross_entropy states the route between indices and one-hot targets'),
    limit: holds({
      name: 'full smoothing does not look at the target',
      set: { label_smoothing: 1 },
      becomes: 'sum(map(indices(C), f(c) = class_weight[c] * (log(sum(map(logits, exp))) - logits[c]))) / C',
    }),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'label_smoothing' } },
      { args: { param: 'denominator' }, when: { present: ['class_weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'a class at -infinity that nobody wants is removed',
      operands: { logits: [[0, -Infinity, 0]], target: [[1, 0, 0]] },
      value: Math.LN2,
      gradient: { logits: [[-0.5, 0, 0.5]] },
    },
    {
      title: 'a class at -infinity that is wanted',
      operands: { logits: [[0, -Infinity]], target: [[0.5, 0.5]] },
      value: Infinity,
    },
    { title: 'a single class', operands: { logits: [[3]], target: [[1]] }, value: 0, gradient: { logits: [[0]] } },
    { title: 'a row without any target', operands: { logits: [[1, 2]], target: [[0, 0]] }, value: Number.NaN },
    { title: 'a target above 1', operands: { logits: [[1, 2]], target: [[1.5, 0]] }, value: 'rejected' },
    { title: 'a negative target', operands: { logits: [[1, 2]], target: [[1, -0.5]] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the source lesson, E4, one-hot',
      operands: {
        logits: [
          [2, 1, 0.1],
          [0.5, 2.5, 0.3],
          [0.1, 0.2, 3],
        ],
        target: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      value: 0.24889366793994552,
    },
    {
      title: 'E4 with smoothing 0.1',
      operands: {
        logits: [
          [2, 1, 0.1],
          [0.5, 2.5, 0.3],
          [0.1, 0.2, 3],
        ],
        target: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      params: { label_smoothing: 0.1 },
      value: 0.39111589016216775,
    },
  ],
  traps: [
    {
      title: 'The gradient of the target',
      text: 'It is -log p, not labels - softmax; it matters in distillation and wherever targets are learned.',
    },
    {
      title: 'Targets that do not sum to 1',
      text: 'The gradient of the logits is sum(q) softmax - q; softmax - q is right for normalised rows only.',
    },
    {
      title: 'Weighted mean',
      text: 'Libraries divide by the number of rows here and by the summed weights for indices: the same data, two losses.',
    },
    { title: '0 times infinity', text: 'A masked logit of -infinity under a target of 0 gives NaN in most libraries.' },
    {
      title: 'Class count from the wrong axis',
      text: 'Smoothing by shape[-1] or shape[1] is wrong whenever the classes are elsewhere.',
    },
  ],
  sources: [
    {
      title: 'Hinton, Vinyals, Dean: Distilling the knowledge in a neural network (2015)',
      reference: 'https://arxiv.org/abs/1503.02531',
    },
  ],
});
