import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

export const binaryFocal = defineLoss({
  id: 'binary_focal',
  family: 'classification',
  summary: 'Binary focal loss of logits: cross-entropy weighed down by (1 - p_t)^gamma where the answer is right.',
  operands: {
    logits: operand(['...'], real, 'log-odds of each label'),
    target: operand(['...'], probability, 'the label, 0 or 1, or its probability'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    alpha: number(0.25, probability, 'the weight of label 1; label 0 has 1 - alpha', { tries: [0, 0.5, 1] }),
    gamma: number(2, nonNegative, 'how strongly easy elements are weighed down', { tries: [0, 0.1, 0.5, 1, 5] }),
    balanced: flag(true, 'whether alpha is used at all', { convention: true }),
  },
  items: ['...'],
  formula: [
    'miss = target / (1 + exp(logits)) + (1 - target) / (1 + exp(-logits))',
    'entropy = target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits))',
    'balance = balanced == 1 ? alpha * target + (1 - alpha) * (1 - target) : 1',
    'balance * miss^gamma * entropy',
  ].join('; '),
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and probabilities are different kinds of things'),
    attains_infimum: holdsFor(
      [
        {
          args: {
            operand: 'logits',
            minimiser: 'log(target / (1 - target))',
            infimum:
              '(balanced == 1 ? alpha * target + (1 - alpha) * (1 - target) : 1) * (-target * log(target) - (1 - target) * log(1 - target))',
          },
          when: { params: { gamma: 0 } },
        },
      ],
      [
        {
          args: { operand: 'logits', minimiser: '20 * (2 * target - 1)', infimum: '0' },
          sample: { operands: { logits: [0], target: [1] } },
          because: 'a hard label is a limit only',
        },
      ],
    ),
    label_flip: holds({ negated: 'logits', target: 'target', complement: ['alpha'] }),
    symmetric: inapplicable('logits and probabilities are different kinds of things'),
    convex: holdsFor(
      [{ args: { in: ['logits'] }, when: { params: { gamma: 0 } } }],
      [
        {
          args: { in: ['logits'] },
          sample: { operands: { logits: [-6], target: [1] }, params: { balanced: false } },
          to: { logits: [-3] },
          because: 'for gamma > 0 the curve bends down where the answer is confidently wrong',
        },
      ],
    ),
    lipschitz: holdsFor(
      [
        { args: { in: 'logits', norm: 'absolute', constant: '1' }, when: { params: { gamma: 0 }, absent: ['weight'] } },
        { args: { in: 'logits', norm: 'absolute', constant: '1 + 0.37 * gamma' }, when: { absent: ['weight'] } },
      ],
      [
        {
          args: { in: 'logits', norm: 'absolute', constant: '1' },
          sample: { operands: { logits: [-3], target: [1] }, params: { balanced: false }, reduction: 'none' },
          to: { logits: [-1] },
          because: 'the falling weight adds to the slope: it reaches 1.13 at gamma 2',
        },
      ],
    ),
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
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'gamma', direction: 'decreasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [-100], target: [1] }, params: { balanced: false }, reduction: 'none' },
      because: 'a confident wrong answer costs its logit',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds(
      {
        name: 'without focus it is binary cross-entropy',
        loss: 'bce_with_logits',
        operands: { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
        params: { denominator: { copy: 'denominator' } },
      },
      { params: { gamma: 0, balanced: false } },
    ),
    limit: holdsFor([
      {
        args: {
          name: 'gamma 0 is balanced cross-entropy',
          set: { gamma: 0, balanced: true },
          becomes:
            '(alpha * target + (1 - alpha) * (1 - target)) * (target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits)))',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'unbalanced, gamma 0 is cross-entropy',
          set: { gamma: 0, balanced: false },
          becomes: 'target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits))',
        },
        when: { absent: ['weight'] },
      },
    ]),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'gamma' } },
      { args: { param: 'balanced' } },
      { args: { param: 'alpha' }, when: { params: { balanced: true } } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
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
      title: 'alpha 0 removes the positives',
      operands: { logits: [-1000], target: [1] },
      params: { alpha: 0 },
      value: 0,
    },
    { title: 'alpha above 1', operands: { logits: [0], target: [1] }, params: { alpha: 1.5 }, value: 'rejected' },
    { title: 'a negative gamma', operands: { logits: [0], target: [1] }, params: { gamma: -1 }, value: 'rejected' },
    { title: 'a target of 2', operands: { logits: [0], target: [2] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the source lesson, E3',
      operands: { logits: [0.5, 2, -1, 0], target: [1, 1, 0, 0] },
      value: 0.04107572570613156,
    },
    {
      title: 'even odds: log 2 / 4, a quarter of which is alpha',
      operands: { logits: [0], target: [1] },
      value: Math.LN2 / 16,
    },
  ],
  traps: [
    { title: 'alpha 0', text: 'A default written `if alpha:` or `alpha || 0.25` ignores the value 0.' },
    { title: 'alpha on every class', text: 'One alpha for both labels only rescales; label 0 has 1 - alpha.' },
    { title: 'alpha off by default', text: 'Some libraries document 0.25 and ignore it unless another flag is set.' },
    {
      title: 'Saturation with gamma < 1',
      text: 'The power of a vanishing 1 - p_t has an infinite derivative, and 0 times infinity makes the gradient NaN.',
    },
    {
      title: 'Through the probability',
      text: '1 - sigmoid(z) loses its digits, and clipping it flattens the loss where the answer is most wrong.',
    },
  ],
  sources: [
    {
      title: 'Lin, Goyal, Girshick, He, Dollar: Focal loss for dense object detection (2017)',
      reference: 'https://doi.org/10.1109/ICCV.2017.324',
    },
  ],
});
