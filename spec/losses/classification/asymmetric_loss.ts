import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, oneOf, probability, real } from '../../language/domain.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { asymmetricLaws } from './asymmetric-laws.ts';

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
    // 1 - p, which is not taken from 1: of a large logit no digit of it would be left.
    'other = 1 / (1 + exp(logits))',
    // Up to the margin the shifted probability is 0, and so is its logarithm.
    'focus = target == 1 ? other^gamma_pos : (p > margin ? (p - margin)^gamma_neg : 0)',
    'entropy = target == 1 ? -log(p) : (p > margin ? -log(other + margin) : 0)',
    '(focus_held == 1 ? hold(focus) : focus) * entropy',
  ].join('; '),
  denominators: perWeight,
  laws: asymmetricLaws,
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
      value: 0.2876820724517809,
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
