import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';

const unweighted = { absent: ['weight', 'pos_weight'] } as const;

export const bceWithLogits = defineLoss({
  id: 'bce_with_logits',
  family: 'classification',
  summary: 'Binary cross-entropy of logits, for two classes or for many labels at once.',
  operands: {
    logits: operand(['...', 'C'], real, 'log-odds of each label'),
    target: operand(['...', 'C'], probability, 'the label, 0 or 1, or its probability'),
    weight: optionalOperand(['...', 'C'], nonNegative, 'how much each element counts', {
      absent: 1,
      role: 'item_weight',
    }),
    pos_weight: optionalOperand(['C'], nonNegative, 'the factor of the positive part, per label', { absent: 1 }),
  },
  items: ['...', 'C'],
  formula: 'pos_weight * target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits))',
  denominators: perWeight,
  laws: {
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and probabilities are different kinds of things'),
    attains_infimum: holds(
      {
        operand: 'logits',
        minimiser: 'log(target / (1 - target))',
        infimum: '-target * log(target) - (1 - target) * log(1 - target)',
      },
      unweighted,
    ),
    label_flip: holds({ negated: 'logits', target: 'target' }, { absent: ['pos_weight'] }, [
      {
        args: { negated: 'logits', target: 'target' },
        sample: { operands: { logits: [1], target: [1], pos_weight: [3] } },
        because: 'pos_weight multiplies one side only: 3 softplus(-1) against softplus(-1)',
      },
    ]),
    symmetric: inapplicable('logits and probabilities are different kinds of things'),
    convex: holds({ in: ['logits'] }),
    lipschitz: holdsFor([
      { args: { in: 'logits', norm: 'absolute', constant: '1' }, when: unweighted },
      { args: { in: 'logits', norm: 'absolute', constant: 'max(1, pos_weight)' }, when: { absent: ['weight'] } },
    ]),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [1], target: [1] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: isFalse({
      args: { together: ['logits'], shift: 'all' },
      sample: { operands: { logits: [1], target: [1] } },
      because: 'a logit has an absolute meaning: 0 is even odds',
    }),
    rotation: inapplicable('labels are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'pos_weight', direction: 'increasing' }, when: { present: ['pos_weight'] } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [-100], target: [1] }, reduction: 'none' },
      because: 'a confident wrong answer costs its logit',
    }),
    item_permutation: holdsFor([
      { args: { along: '...' } },
      { args: { along: 'C' }, when: { absent: ['pos_weight'] } },
    ]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: inapplicable('labels do not share a normaliser'),
    two_routes: holds(
      {
        name: 'binary focal loss that does not focus',
        loss: 'binary_focal',
        operands: { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
        params: { gamma: 0, balanced: false, denominator: { copy: 'denominator' } },
      },
      { absent: ['pos_weight'] },
    ),
    limit: inapplicable('no parameter enters the formula'),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'infinitely right and infinitely wrong',
      operands: { logits: [Infinity, -Infinity, Infinity, -Infinity], target: [1, 0, 0, 1] },
      reduction: 'none',
      value: [0, 0, Infinity, Infinity],
    },
    {
      title: 'a logit of 0',
      operands: { logits: [0, 0], target: [0, 1] },
      reduction: 'sum',
      value: 2 * Math.LN2,
      gradient: { logits: [0.5, -0.5] },
    },
    {
      title: 'NaN under weight 0',
      operands: { logits: [Number.NaN, 0], target: [0, 1], weight: [0, 1] },
      value: Math.LN2,
      gradient: { logits: [0, -0.5] },
    },
    { title: 'a target of 2', operands: { logits: [0], target: [2] }, value: 'rejected' },
    { title: 'a negative target', operands: { logits: [0], target: [-0.5] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the source lesson, E3',
      operands: { logits: [0.5, 2, -1, 0], target: [1, 1, 0, 0] },
      value: 0.40185346582531184,
    },
    {
      title: 'weights divide by their sum: (log 2 + 3 log 2) / 4',
      operands: { logits: [0, 0], target: [1, 0], weight: [1, 3] },
      value: Math.LN2,
    },
    {
      title: 'or by the number of elements',
      operands: { logits: [0, 0], target: [1, 0], weight: [1, 3] },
      params: { denominator: 'count' },
      value: 2 * Math.LN2,
    },
  ],
  traps: [
    {
      title: 'Probabilities for logits',
      text: 'Given probabilities, it is a smooth function with a minimum far from the right answer, and no error.',
    },
    {
      title: 'The asymmetric stable form',
      text: '(1 - y) z - log sigmoid(z) is 0 at z = -30, y = 0, where the loss is 9.4e-14: L(z, 1) differs from L(-z, 0).',
    },
    {
      title: 'The gradient at 0',
      text: 'relu(z) - z y + log(1 + exp(-|z|)) differentiated piece by piece gives -y at z = 0 instead of 1/2 - y.',
    },
    {
      title: 'Weighted mean',
      text: 'Libraries divide the weighted sum by the number of elements: `denominator: count`.',
    },
    { title: 'Infinite logits', text: 'infinity times 0 gives NaN where the limit is 0.' },
  ],
  sources: [
    { title: 'Good: Rational decisions (1952)', reference: 'https://doi.org/10.1111/j.2517-6161.1952.tb00104.x' },
  ],
});
