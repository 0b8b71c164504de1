import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, oneOf, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

const notFocused = { gamma_pos: 0, gamma_neg: 0, margin: 0 } as const;
const alike = { gamma_pos: 2, gamma_neg: 2, margin: 0, focus_held: false } as const;
const same = { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } } as const;

export const asymmetricLoss = defineLoss({
  id: 'asymmetric_loss',
  family: 'classification',
  summary:
    'Asymmetric loss of many labels: cross-entropy, focused in another way for labels 0, which a margin forgives.',
  operands: {
    logits: operand(['...'], real, 'log-odds of each label'),
    target: operand(['...'], oneOf(0, 1), '1 for each label that applies, 0 for the others'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    gamma_pos: number(1, nonNegative, 'how strongly easy labels 1 are weighed down', { tries: [0, 0.5, 2] }),
    gamma_neg: number(4, nonNegative, 'how strongly easy labels 0 are weighed down', { tries: [0, 0.5, 1, 2] }),
    margin: number(0.05, probability, 'm: up to this probability a label 0 costs nothing', {
      differentiable: false,
      tries: [0, 0.25, 1],
    }),
    focus_held: flag(false, 'whether the focusing weights are constants in the gradient', { convention: true }),
  },
  items: ['...'],
  formula: [
    'p = 1 / (1 + exp(-logits))',
    // Up to the margin the shifted probability is 0, and so is its logarithm.
    'focus = target == 1 ? (1 - p)^gamma_pos : (p > margin ? (p - margin)^gamma_neg : 0)',
    'entropy = target == 1 ? -log(p) : (p > margin ? -log(1 - (p - margin)) : 0)',
    '(focus_held == 1 ? hold(focus) : focus) * entropy',
  ].join('; '),
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    self_consistent: holds({}, { params: { focus_held: false } }),
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
    attains_infimum: isFalse({
      args: { operand: 'logits', minimiser: '20 * (2 * target - 1)', infimum: '0' },
      sample: { operands: { logits: [0], target: [1] } },
      because: 'a label 1 is a limit only',
    }),
    label_flip: isFalse({
      args: { negated: 'logits', target: 'target' },
      sample: { operands: { logits: [-1], target: [0] } },
      because: 'labels 0 and 1 are focused in different ways: that is its name',
    }),
    symmetric: inapplicable('logits and labels are different kinds of things'),
    convex: holdsFor(
      [{ args: { in: ['logits'] }, when: { params: notFocused } }],
      [
        {
          args: { in: ['logits'] },
          sample: { operands: { logits: [-6], target: [1] }, params: { gamma_pos: 2 } },
          to: { logits: [-3] },
          because: 'where it is focused the curve bends down where the answer is confidently wrong',
        },
        {
          args: { in: ['logits'] },
          sample: { operands: { logits: [0], target: [0] }, params: { gamma_neg: 0, margin: 0.5 } },
          to: { logits: [9] },
          because: 'with a margin a label 0 costs -log m at most: the curve becomes flat',
        },
      ],
    ),
    // Of a label 0 (1 - s) log(1 / (1 - s)) is at most s, so that the falling weight adds gamma to the slope at most.
    lipschitz: holds(
      { in: 'logits', norm: 'absolute', constant: '1 + max(gamma_pos, gamma_neg)' },
      { absent: ['weight'] },
      [
        {
          args: { in: 'logits', norm: 'absolute', constant: '1' },
          sample: { operands: { logits: [-3], target: [1] }, params: { gamma_pos: 2 }, reduction: 'none' },
          to: { logits: [-1] },
          because: 'the falling weight adds to the slope: it reaches 1.13 at gamma 2',
        },
      ],
    ),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [1], target: [1] } },
      because: 'neither log(1 + exp(-t)) nor the weight is a power of t',
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
      { args: { in: 'margin', direction: 'decreasing' } },
      { args: { in: 'gamma_pos', direction: 'decreasing' } },
      { args: { in: 'gamma_neg', direction: 'decreasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [-100], target: [1] }, reduction: 'none' },
      because: 'a label 1 that is confidently denied costs its logit',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holdsFor([
      {
        args: {
          name: 'without a margin, and focused alike, it is binary focal loss that is not balanced',
          loss: 'binary_focal',
          operands: same,
          params: { gamma: 2, balanced: false, denominator: { copy: 'denominator' } },
        },
        when: { params: alike },
      },
      {
        args: {
          name: 'without focus and margin it is binary cross-entropy',
          loss: 'bce_with_logits',
          operands: same,
          params: { denominator: { copy: 'denominator' } },
        },
        when: { params: notFocused },
      },
    ]),
    limit: holdsFor([
      {
        args: {
          name: 'without focus and margin it is binary cross-entropy',
          set: notFocused,
          becomes: 'target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits))',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'with a margin of 1 a label 0 costs nothing',
          set: { gamma_pos: 0, margin: 1 },
          becomes: 'target * log(1 + exp(-logits))',
        },
        when: { absent: ['weight'] },
      },
    ]),
    descends: holds({ in: ['logits'] }, { params: { focus_held: false } }),
    parameter_matters: holdsFor([
      { args: { param: 'gamma_pos' } },
      { args: { param: 'gamma_neg' } },
      { args: { param: 'margin' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'infinitely right, and a label 1 infinitely denied',
      operands: { logits: [Infinity, -Infinity, -Infinity], target: [1, 0, 1] },
      reduction: 'none',
      value: [0, 0, Infinity],
    },
    {
      title: 'a label 0 infinitely wrong costs -(1 - m)^gamma log m: with m = 1/2 and gamma 4, log(2) / 16',
      operands: { logits: [Infinity], target: [0] },
      params: { margin: 0.5 },
      value: Math.LN2 / 16,
    },
    {
      title: 'without a margin it is infinite',
      operands: { logits: [Infinity], target: [0] },
      params: { margin: 0 },
      value: Infinity,
    },
    {
      title: 'a label 0 below the margin costs nothing, and has no slope',
      operands: { logits: [-2, -1], target: [0, 0] },
      params: { margin: 0.5 },
      reduction: 'sum',
      value: 0,
      gradient: { logits: [0, 0] },
    },
    {
      title: 'far out, what is right costs nothing, and has a slope of 0, with a power below 1, too',
      operands: { logits: [4000, -4000], target: [1, 0] },
      params: { gamma_pos: 0.5, gamma_neg: 0.5, margin: 0 },
      reduction: 'sum',
      value: 0,
      gradient: { logits: [0, 0] },
    },
    {
      title: 'far out, what is wrong costs its distance',
      operands: { logits: [-4000], target: [1] },
      value: 4000,
      gradient: { logits: [-1] },
    },
    { title: 'a negative gamma', operands: { logits: [0], target: [1] }, params: { gamma_neg: -1 }, value: 'rejected' },
    { title: 'a margin above 1', operands: { logits: [0], target: [0] }, params: { margin: 1.5 }, value: 'rejected' },
    { title: 'a label of 1/2', operands: { logits: [0], target: [0.5] }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'gamma_neg is 0, and the probability of a label 0 is the margin',
      subdifferential: 'any share in [0, 1] of the slope beyond',
    },
  ],
  examples: [
    {
      title: 'two labels that apply and two that do not',
      operands: { logits: [0.5, -2, 1, -1], target: [1, 1, 0, 0] },
      value: 0.5747008352647764,
    },
    {
      title: 'even odds: log(2) / 2 for a label 1; 0.45^4 log(1 / 0.55) for a label 0',
      operands: { logits: [0, 0], target: [1, 0] },
      reduction: 'none',
      value: [Math.LN2 / 2, 0.02451505351223516],
    },
    {
      title: 'without a margin, log(2) / 16',
      operands: { logits: [0], target: [0] },
      params: { margin: 0 },
      value: Math.LN2 / 16,
    },
    {
      title: 'only a margin, of 1/4: p - m is 1/4, and log(4/3) the loss',
      operands: { logits: [0], target: [0] },
      params: { margin: 0.25, gamma_neg: 0 },
      value: 0.28768207245178096,
    },
  ],
  traps: [
    {
      title: 'The least probability',
      text: 'Published code raises p and 1 - p_m to 1e-8 before the logarithm. A label 1 that is denied with a logit below -18.4 costs 18.4 and not its logit, without a gradient: it is never learnt again. Where gamma_pos is 0, or small, it is those that count most.',
    },
    {
      title: 'The margin from the probability',
      text: '1 - p has lost its digits where p is near 1, and 1 - p + m rounds m away where it is small: the loss of a label 0 is wrong where it is largest.',
    },
    {
      title: 'The margin of the weight',
      text: 'The probability is shifted in both factors: p_m^gamma log(1 - p_m). A margin in the logarithm alone leaves easy labels 0 a slope.',
    },
    {
      title: 'Which gamma',
      text: 'gamma_neg belongs to the labels 0, of which there are many; some code takes it first and some last.',
    },
    {
      title: 'A weight that is held',
      text: 'An option of the published code, disable_torch_grad_focal_loss, sends no gradient through the weights: the gradient is then not that of the value.',
    },
    {
      title: 'The mean',
      text: "The published code sums over labels and batch; timm's default sums over labels and averages over the batch.",
    },
    {
      title: 'Saturation with gamma < 1',
      text: 'The power of a vanishing probability has an infinite derivative, and 0 times infinity makes the gradient NaN.',
    },
  ],
  sources: [
    {
      title:
        'Ridnik, Ben-Baruch, Zamir, Noy, Friedman, Protter, Zelnik-Manor: Asymmetric loss for multi-label classification (2021), equations 4 to 7',
      reference: 'https://arxiv.org/abs/2009.14119',
    },
  ],
});
