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

export const generalizedCrossEntropy = defineLoss({
  id: 'generalized_cross_entropy',
  family: 'classification',
  summary:
    'Generalized cross-entropy (1 - p_t^q) / q: between cross-entropy (q to 0) and absolute error (q = 1), for noisy labels.',
  operands: {
    logits: operand(
      { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } },
      real,
      'unnormalised log-probabilities of the classes',
    ),
    target: operand(['N', '...'], indexInto('C'), 'the index of the right class, or ignore_index'),
  },
  params: {
    q: number(0.7, interval(0, 1, 'min'), 'how far from cross-entropy: the exponent of the probability', {
      tries: [0.125, 1],
    }),
    ignore_index: integer(null, 'the label of rows that do not count', { tries: [-100, -1, 0, 1, 255] }),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: [
    'others = sum(map(indices(C), f(c) = c == target ? 0 : exp(logits[c])))',
    'right = exp(logits[target])',
    '(1 - (right / (right + others))^q) / q',
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
    convex: isFalse({
      args: { in: ['logits'] },
      sample: { operands: { logits: [[-6, 0]], target: [0] } },
      to: { logits: [[-2, 0]] },
      because: 'it is bounded, so it bends down where the answer is confidently wrong',
    }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '2' }),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [[1, 0]], target: [0] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: holds({ together: ['logits'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', at: 'target' } },
      { args: { in: 'q', direction: 'decreasing' } },
    ]),
    bounded: holdsFor(
      [
        { args: { min: 0, max: 1 }, when: { params: { q: 1 } } },
        { args: { min: 0, max: 2 }, when: { params: { q: { min: 0.5 } } } },
      ],
      [
        {
          args: { min: 0, max: 1 },
          sample: { operands: { logits: [[0, 8]], target: [0] }, params: { q: 0.5 } },
          because: 'the bound is 1 / q',
        },
      ],
    ),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    ignored_irrelevant: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'logits', fill: {} }),
    two_routes: inapplicable('cross-entropy is a limit only, at q to 0, and absolute error has no entry of logits'),
    limit: holdsFor([
      {
        args: {
          name: 'q 1 is the missing probability 1 - p_t',
          set: { q: 1 },
          becomes: '1 - exp(logits[target]) / sum(map(logits, exp))',
        },
      },
      {
        args: {
          name: 'it falls short of cross-entropy by at most q / 2 times its square',
          becomes: 'log(sum(map(logits, exp))) - logits[target]',
          within: 'q / 2 * (log(sum(map(logits, exp))) - logits[target])^2',
        },
      },
    ]),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'q' } },
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
      params: { ignore_index: -100, q: 1 },
      value: 0.5,
      gradient: {
        logits: [
          [-0.25, 0.25],
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
      params: { q: 1 },
      value: 0.5,
      gradient: { logits: [[-0.25, 0, 0.25]] },
    },
    {
      title: 'the labelled class at -infinity costs 1 / q',
      operands: { logits: [[0, -Infinity]], target: [1] },
      params: { q: 0.5 },
      value: 2,
    },
    { title: 'a single class', operands: { logits: [[3]], target: [0] }, value: 0, gradient: { logits: [[0]] } },
    {
      title: 'q 0, which is cross-entropy',
      operands: { logits: [[1, 2]], target: [0] },
      params: { q: 0 },
      value: 'rejected',
    },
    { title: 'q above 1', operands: { logits: [[1, 2]], target: [0] }, params: { q: 1.5 }, value: 'rejected' },
    { title: 'label C', operands: { logits: [[1, 2]], target: [2] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'even odds at q 1/2: 2 - sqrt(2)',
      operands: { logits: [[0, 0]], target: [1] },
      params: { q: 0.5 },
      value: 0.585786437626905,
    },
    { title: "the source lesson's E4", operands: lesson, value: 0.22370570602213247 },
    {
      title: "the source lesson's E4 at q 1: the missing probability",
      operands: lesson,
      params: { q: 1 },
      value: 0.21410952572923342,
    },
  ],
  traps: [
    {
      title: 'The division by q',
      text: 'Without it the loss is a multiple of what was meant, and cross-entropy is no limit of it: 1 - p^q goes to 0.',
    },
    {
      title: 'Through the probability',
      text: '1 - p^q has an absolute error of one unit, which is all of the loss where the answer is right; expm1(q log p) has none.',
    },
    {
      title: 'A clamp of the probability',
      text: 'p clamped at 1e-7 has gradient 0 where the answer is most wrong, and p^(q - 1) is infinite at 0 without one.',
    },
    {
      title: 'The truncated loss is another one',
      text: 'The paper also has a truncated form, constant for p_t below k, with weights that are learned.',
    },
  ],
  sources: [
    {
      title:
        'Zhang, Sabuncu: Generalized cross entropy loss for training deep neural networks with noisy labels (2018)',
      reference: 'https://arxiv.org/abs/1805.07836',
    },
  ],
});
