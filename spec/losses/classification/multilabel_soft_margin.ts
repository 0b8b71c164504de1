import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';

const unweighted = { absent: ['class_weight'] } as const;

export const multilabelSoftMargin = defineLoss({
  id: 'multilabel_soft_margin',
  family: 'classification',
  summary: 'Multi-label soft margin loss: the binary cross-entropy of logits, averaged over the classes of a row.',
  operands: {
    logits: operand(['N', 'C'], real, 'log-odds of each class'),
    target: operand(['N', 'C'], probability, 'whether the class is right, 0 or 1, or its probability'),
    class_weight: optionalOperand(['C'], nonNegative, 'the factor of each class', { absent: 1 }),
  },
  items: ['N'],
  formula:
    'sum(map(indices(C), f(c) = class_weight[c] * (target[c] * log(1 + exp(-logits[c])) + (1 - target[c]) * log(1 + exp(logits[c]))))) / C',
  laws: {
    ...nothingIgnored,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and probabilities are different kinds of things'),
    attains_infimum: holds(
      {
        operand: 'logits',
        minimiser: 'map(target, f(q) = log(q / (1 - q)))',
        infimum: '-sum(map(target, f(q) = q * log(q) + (1 - q) * log(1 - q))) / C',
      },
      unweighted,
    ),
    label_flip: holds({ negated: 'logits', target: 'target' }),
    symmetric: inapplicable('logits and probabilities are different kinds of things'),
    convex: holds({ in: ['logits'] }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: 'sum(map(indices(C), f(c) = class_weight[c])) / C' }),
    scale: holdsFor(
      [{ args: { by: { class_weight: 1 }, degree: 1 }, when: { present: ['class_weight'] } }],
      [
        {
          args: { by: { logits: 1 }, degree: 1 },
          sample: { operands: { logits: [[1, 0]], target: [[1, 0]] } },
          because: 'log(1 + exp(-t)) is no power of t',
        },
      ],
    ),
    translation: isFalse({
      args: { together: ['logits'], shift: 'row' },
      sample: { operands: { logits: [[1, 0]], target: [[1, 1]] } },
      because: 'a logit has an absolute meaning: 0 is even odds',
    }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'class_weight', direction: 'increasing' }, when: { present: ['class_weight'] } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [[-100, 0]], target: [[1, 0]] } },
      because: 'a confident wrong answer costs its logit',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    zero_weight_irrelevant: inapplicable('weights are of classes, not of rows'),
    weight_scale: isFalse({
      args: { weight: 'class_weight' },
      sample: { operands: { logits: [[0, 0]], target: [[1, 0]], class_weight: [1, 2] } },
      because: 'class weights are factors: the mean divides by C, not by their sum',
    }),
    absent_class_irrelevant: inapplicable('labels do not share a normaliser'),
    two_routes: holdsFor([
      {
        args: {
          name: 'the mean of the binary cross-entropies',
          loss: 'bce_with_logits',
          operands: { logits: { copy: 'logits' }, target: { copy: 'target' } },
        },
        when: { ...unweighted, reduction: ['mean'] },
      },
      {
        args: {
          name: 'the sum of the binary cross-entropies, divided by C',
          loss: 'bce_with_logits',
          operands: { logits: { copy: 'logits' }, target: { copy: 'target' } },
          factor: '1 / C',
        },
        when: { ...unweighted, reduction: ['sum'] },
      },
    ]),
    limit: inapplicable('no parameter enters the formula'),
    descends: holds({ in: ['logits'] }),
    parameter_matters: inapplicable('no parameter enters the formula'),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'infinitely right and infinitely wrong',
      operands: {
        logits: [
          [Infinity, -Infinity],
          [Infinity, 0],
        ],
        target: [
          [1, 0],
          [0, 0],
        ],
      },
      reduction: 'none',
      value: [0, Infinity],
    },
    {
      title: 'logits of 0',
      operands: { logits: [[0, 0]], target: [[0, 1]] },
      value: Math.LN2,
      gradient: { logits: [[0.25, -0.25]] },
    },
    {
      title: 'an infinite loss of a class of weight 0',
      operands: { logits: [[-Infinity, 0]], target: [[1, 0]], class_weight: [0, 2] },
      value: Math.LN2,
    },
    { title: 'a target of 2', operands: { logits: [[0]], target: [[2]] }, value: 'rejected' },
    { title: 'a target of -1', operands: { logits: [[0]], target: [[-1]] }, value: 'rejected' },
  ],
  examples: [
    {
      title: "the source lesson's E3, two rows of two labels",
      operands: {
        logits: [
          [0.5, 2],
          [-1, 0],
        ],
        target: [
          [1, 1],
          [0, 0],
        ],
      },
      value: 0.40185346582531184,
    },
    {
      title: 'class weights are factors: (1 + 3) log 2 / 2',
      operands: { logits: [[0, 0]], target: [[1, 0]], class_weight: [1, 3] },
      value: 2 * Math.LN2,
    },
  ],
  traps: [
    {
      title: 'A row is a mean',
      text: 'Unreduced it gives one number per row, the mean over its classes, and `sum` adds these: C times less than the sum of all binary cross-entropies.',
    },
    { title: 'Class weights', text: 'They multiply, and the mean over the classes divides by C, not by their sum.' },
    {
      title: 'Probabilities for logits',
      text: 'Given probabilities, it is a smooth function with a minimum far from the right answer, and no error.',
    },
  ],
  sources: [
    { title: 'Good: Rational decisions (1952)', reference: 'https://doi.org/10.1111/j.2517-6161.1952.tb00104.x' },
    {
      title: 'PyTorch, MultiLabelSoftMarginLoss',
      reference: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html',
    },
  ],
});
