import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, lengthUpTo, real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { flag } from '../../language/param.ts';

const ofTheBlank = 'the first class is the blank, which is not like the others';
const apart = 'scores of classes and labels are different kinds of things';
/** Two steps, a blank and one other class, all scores 0, and one label: the three alignments count alike. */
const even = { log_probs: [[[0, 0]], [[0, 0]]], targets: [[1]], input_lengths: [2], target_lengths: [1] } as const;
/** Three classes as likely as each other in two steps. */
const third = -1.0986122886681098;
const uniform = [[third, third, third]];

export const ctc = defineLoss({
  id: 'ctc',
  family: 'classification',
  summary:
    'Connectionist temporal classification: how unlikely a sequence of labels is, over all its alignments with the steps.',
  operands: {
    log_probs: operand(['T', 'N', 'C'], real, 'log-probabilities of the classes in each step; class 0 is the blank'),
    targets: operand(['N', 'S'], indexInto('C', 1), 'labels, in front of padding that must be labels, too'),
    input_lengths: operand(['N'], lengthUpTo('T', 1), 'how many steps of each item count'),
    target_lengths: operand(['N'], lengthUpTo('S', 0), 'how many labels of each item count'),
  },
  params: {
    zero_infinity: flag(false, 'whether an item whose labels do not fit into its steps costs 0 and not infinity'),
    per_label: flag(false, "whether each item's loss is divided by how many labels it has (1 where it has none)", {
      convention: true,
    }),
  },
  items: ['N'],
  formula: [
    'labels = map(indices(target_lengths), f(k) = targets[k])',
    'paths = alignments(labels, input_lengths, 1)',
    'score(p) = sum(map(indices(input_lengths), g(k) = log_probs[k, p[k]]))',
    'likelihood = sum(map(indices(count(paths) / input_lengths), h(j) = exp(score(row(paths, j)))))',
    'whole = zero_infinity == 1 and count(paths) == 0 ? 0 : -log(likelihood)',
    'per_label == 1 ? whole / max(target_lengths, 1) : whole',
  ].join('; '),
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: isFalse({
      args: {},
      sample: { operands: even },
      because: 'scores that are no log-probabilities are not refused: three alignments of score 0 cost -log(3)',
    }),
    zero_iff_equal: inapplicable(apart),
    attains_infimum: inapplicable('without a bound on the scores there is none'),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable(apart),
    convex: isFalse({
      args: { in: ['log_probs'] },
      sample: { operands: even },
      to: { log_probs: [[[8, 0]], [[0, 8]]] },
      because:
        'in log-probabilities it is the negative of a convex function; it is the softmax before it that bends it',
    }),
    lipschitz: holds({ in: 'log_probs', norm: 'max', constant: 'input_lengths' }),
    scale: isFalse({
      args: { by: { log_probs: 1 }, degree: 1 },
      sample: { operands: even },
      because: 'log(3) stays, whatever 0 is multiplied by',
    }),
    translation: isFalse({
      args: { together: ['log_probs'], shift: 'all' },
      sample: { operands: even },
      because: 'a shift is added in every step: the scores must be log-probabilities already',
    }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds({ in: 'log_probs', direction: 'decreasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { ...even, log_probs: [[[0, -20]], [[0, -20]]] } },
      because: 'a confident wrong answer costs the gap: 20 - log(2)',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: inapplicable(ofTheBlank),
    composes: holds({}),
    absent_class_irrelevant: inapplicable(ofTheBlank),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no number enters the formula'),
    gradient_sum: isFalse({
      args: { operand: 'log_probs', over: 'C', total: -1 },
      sample: { operands: { ...even, input_lengths: [1] }, reduction: 'none' },
      because: 'in a step that counts it sums to -1, in padding it is 0',
    }),
    descends: holds({ in: ['log_probs'] }),
    // What zero_infinity changes is infinite, and for the edges to say.
    parameter_matters: holds({ param: 'per_label' }),
  },
  edges: [
    {
      title: 'a mean over nothing',
      operands: { log_probs: [[], []], targets: [], input_lengths: [], target_lengths: [] },
      value: Number.NaN,
    },
    {
      title: 'two labels do not fit into one step',
      operands: { log_probs: [uniform], targets: [[1, 2]], input_lengths: [1], target_lengths: [2] },
      value: Infinity,
      gradient: { log_probs: [[[0, 0, 0]]] },
    },
    {
      title: 'nor do two equal ones into two: a blank must part them',
      operands: { log_probs: [uniform, uniform], targets: [[1, 1]], input_lengths: [2], target_lengths: [2] },
      value: Infinity,
      gradient: {
        log_probs: [[[0, 0, 0]], [[0, 0, 0]]],
      },
    },
    {
      title: 'what does not fit, as zero',
      operands: { log_probs: [uniform], targets: [[1, 2]], input_lengths: [1], target_lengths: [2] },
      params: { zero_infinity: true },
      value: 0,
      gradient: { log_probs: [[[0, 0, 0]]] },
    },
    {
      title: 'no labels: blanks only',
      operands: { log_probs: [uniform, uniform], targets: [[1]], input_lengths: [2], target_lengths: [0] },
      params: { per_label: true },
      value: 2.1972245773362196,
    },
    {
      title: 'NaN in padding',
      operands: {
        log_probs: [uniform, [[Number.NaN, Infinity, -Infinity]]],
        targets: [[1]],
        input_lengths: [1],
        target_lengths: [1],
      },
      value: 1.0986122886681098,
      gradient: {
        log_probs: [[[0, -1, 0]], [[0, 0, 0]]],
      },
    },
    {
      title: 'a class that is impossible',
      operands: { log_probs: [[[0, -Infinity]]], targets: [[1]], input_lengths: [1], target_lengths: [1] },
      value: Infinity,
    },
    {
      title: 'the blank as a label',
      operands: { log_probs: [uniform], targets: [[0]], input_lengths: [1], target_lengths: [1] },
      value: 'rejected',
    },
    {
      title: 'more steps than there are',
      operands: { log_probs: [uniform], targets: [[1]], input_lengths: [2], target_lengths: [1] },
      value: 'rejected',
    },
  ],
  examples: [
    { title: 'three alignments of score 0', operands: even, value: third },
    {
      title: 'one label in two even steps of three classes: 3 of 9 sequences',
      operands: { log_probs: [uniform, uniform], targets: [[2]], input_lengths: [2], target_lengths: [1] },
      value: 1.0986122886681098,
    },
    {
      title: 'two labels in three even steps: 5 of 27',
      operands: { log_probs: [uniform, uniform, uniform], targets: [[1, 2]], input_lengths: [3], target_lengths: [2] },
      value: 1.686398953570229,
    },
    {
      title: 'the same per label',
      operands: { log_probs: [uniform, uniform, uniform], targets: [[1, 2]], input_lengths: [3], target_lengths: [2] },
      params: { per_label: true },
      value: 0.8431994767851145,
    },
    {
      title: 'the only alignment of twice the same label in three steps',
      operands: {
        log_probs: [[[-2, -1]], [[-0.5, -1]], [[-4, -0.25]]],
        targets: [[1, 1]],
        input_lengths: [3],
        target_lengths: [2],
      },
      value: 1.75,
    },
  ],
  traps: [
    {
      title: 'The gradient of something else',
      text: 'PyTorch takes log-probabilities and returns the gradient with respect to the logits before them, exp(log_probs) - posterior; with respect to its own input it is -posterior.',
    },
    {
      title: 'The mean',
      text: "PyTorch's mean divides each loss by its number of labels (1 where there is none) before it averages; its sum and none do not. Keras does not at all.",
    },
    {
      title: 'What does not fit',
      text: 'The loss is infinite and the gradient NaN in PyTorch without zero_infinity; TensorFlow gives 708 or infinity, Keras 708 or 1e5, optax 1e5.',
    },
    {
      title: 'Repeated labels',
      text: 'Between two equal labels a blank is a must; between others it may be left out.',
    },
    {
      title: 'Both ends',
      text: 'An alignment may start with the blank or the first label, and end with the last label or the blank.',
    },
    { title: 'Where the blank is', text: 'PyTorch, TensorFlow and optax have it first; older TensorFlow had it last.' },
    { title: 'Padding', text: 'Steps and labels beyond the lengths must not be seen, whatever they hold.' },
    {
      title: 'The upstream gradient',
      text: 'Multiplied with one of the two terms of exp(log_probs) - posterior only, it is right where it is 1.',
    },
  ],
  sources: [
    {
      title: 'Graves, Fernandez, Gomez, Schmidhuber: Connectionist temporal classification (2006)',
      reference: 'https://doi.org/10.1145/1143844.1143891',
    },
    {
      title: 'torch.nn.functional.ctc_loss',
      reference: 'https://pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html',
    },
    { title: 'On the gradient', reference: 'https://github.com/pytorch/pytorch/issues/52241' },
  ],
});
