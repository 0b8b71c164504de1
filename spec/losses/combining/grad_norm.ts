import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutLabels } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

/** Two tasks have nearly arrived, and the third, which has not moved, counts for little. */
const laggard = {
  loss: [0.0009765625, 0.0009765625, 1],
  initial_loss: [1, 1, 1],
  gradient_norm: [1, 1, 8],
  weight: [1, 1, 0.125],
} as const;

export const gradNorm = defineLoss({
  id: 'grad_norm',
  family: 'combining',
  summary:
    'GradNorm: how far the weighted gradient norms of the tasks are from their mean, each by how slowly its task learns.',
  operands: {
    loss: operand(['T'], positive, 'the loss of each task now', { differentiable: false }),
    initial_loss: operand(['T'], positive, 'the loss of each task at the start', { differentiable: false }),
    gradient_norm: operand(
      ['T'],
      nonNegative,
      'the norm of the gradient of each unweighted loss in the last shared layer',
      { differentiable: false },
    ),
    weight: operand(['T'], nonNegative, 'the weight of each task, which is what this loss is to teach'),
  },
  params: {
    alpha: number(1.5, nonNegative, 'how strongly slow tasks are pulled; 0 asks for equal norms', {
      differentiable: false,
      tries: [0, 0.12, 1],
    }),
  },
  items: { index: 't', count: 'T' },
  formula: [
    'left(k) = loss[k] / initial_loss[k]',
    'rate = T * left(t) / sum(map(indices(T), f(k) = left(k)))',
    'mean_norm = dot(weight, gradient_norm) / T',
    'abs(weight[t] * gradient_norm[t] - hold(mean_norm * exp(alpha * log(rate))))',
  ].join('; '),
  reductions: ['none', 'sum'],
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...notNormalised,
    self_consistent: inapplicable(
      'the mean norm moves with the weights, which differences see, and the gradient holds it',
    ),
    non_negative: holds({}),
    zero_iff_equal: inapplicable('weights and norms are different kinds of things'),
    attains_infimum: inapplicable('no weight alone balances the tasks'),
    symmetric: inapplicable('the operands are different kinds of things'),
    convex: isFalse({
      args: { in: ['weight'] },
      sample: { operands: laggard, params: { alpha: 2 } },
      to: { weight: [1.0078125, 1.0078125, 0.0625] },
      because: 'the values are, but with the targets held the gradient is no tangent of theirs',
    }),
    lipschitz: isFalse({
      args: { in: 'weight', norm: 'max', constant: '1' },
      sample: {
        operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [4, 4], weight: [1, 1] },
        reduction: 'none',
      },
      to: { weight: [3, 1] },
      because: 'the slope is the gradient norm',
    }),
    scale: holdsFor([
      { args: { by: { weight: 1 }, degree: 1 } },
      { args: { by: { gradient_norm: 1 }, degree: 1 } },
      { args: { by: { loss: 1 }, degree: 0 } },
      { args: { by: { initial_loss: 1 }, degree: 0 } },
    ]),
    translation: isFalse({
      args: { together: ['weight'], shift: 'all' },
      sample: { operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [1, 3], weight: [1, 1] } },
      because: 'the same more weight is more norm for the steeper task',
    }),
    rotation: inapplicable('tasks are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'weight', direction: 'increasing' },
      sample: { operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [1, 1], weight: [1, 3] } },
      to: { weight: [3, 3] },
      because: 'it falls towards the balance and rises behind it',
    }),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [1, 7], weight: [1, 1] } },
      because: 'it grows with the norms',
    }),
    item_permutation: holds({ along: 'T' }),
    composes: isFalse({
      args: { along: 'T' },
      sample: { operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [1, 3], weight: [1, 1] } },
      because: 'each half is balanced by itself: two groups of one task have loss 0',
    }),
    zero_weight_irrelevant: inapplicable('a weight of 0 does not take its task out of the means'),
    weight_scale: inapplicable('it has no mean'),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'alpha 0 asks for equal norms',
      set: { alpha: 0 },
      becomes: 'abs(weight[t] * gradient_norm[t] - dot(weight, gradient_norm) / T)',
    }),
    descends: isFalse({
      args: { in: ['weight'] },
      sample: { operands: laggard, params: { alpha: 2 } },
      to: { weight: [0.9921875, 0.9921875, 0.1875] },
      because: 'raising the norm of a slow and steep task raises the mean that its target follows',
    }),
    parameter_matters: holds({ param: 'alpha' }),
  },
  kinks: [{ where: 'a weighted norm is at its target', subdifferential: '[-1, 1] times the gradient norm' }],
  edges: [
    {
      title: 'one task is always balanced',
      operands: { loss: [2], initial_loss: [3], gradient_norm: [5], weight: [1] },
      value: 0,
    },
    {
      title: 'a task without gradient is missed by what it should have',
      operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [0, 2], weight: [1, 1] },
      value: 2,
      gradient: { weight: [0, 2] },
    },
    {
      title: 'NaN in one norm is NaN in the mean of all',
      operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [Number.NaN, 2], weight: [1, 1] },
      reduction: 'none',
      value: [Number.NaN, Number.NaN],
    },
    {
      title: 'an initial loss of 0',
      operands: { loss: [1], initial_loss: [0], gradient_norm: [1], weight: [1] },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'equal rates: norms 1 and 3 against their mean 2',
      operands: { loss: [1, 1], initial_loss: [1, 1], gradient_norm: [1, 3], weight: [1, 1] },
      value: 2,
    },
    {
      title: 'alpha 1: rates 1/2 and 3/2 of a mean norm of 2, so 1 against 1 and 3 against 3',
      operands: { loss: [1, 3], initial_loss: [4, 4], gradient_norm: [1, 3], weight: [1, 1] },
      params: { alpha: 1 },
      value: 0,
    },
    {
      title: 'alpha 3/2: 1 - 2 (1/2)^1.5 and 2 (3/2)^1.5 - 3',
      operands: { loss: [1, 3], initial_loss: [4, 4], gradient_norm: [1, 3], weight: [1, 1] },
      value: 0.9671278329882196,
    },
  ],
  traps: [
    {
      title: 'The targets are constant',
      text: 'Mean and rates are held: a gradient through the mean lets all weights shrink together.',
    },
    {
      title: 'Which gradient',
      text: 'This loss teaches the weights only; its gradient must not reach the model, nor the task loss the weights.',
    },
    {
      title: 'Rates are relative',
      text: 'L / L(0) of a task is divided by its mean over the tasks; without that the targets sink as training goes on.',
    },
    {
      title: 'Renormalising',
      text: 'After each step the weights are scaled to sum to the number of tasks: see grad_norm_weights.',
    },
    {
      title: 'A stub',
      text: "The lesson's version never updates the weights, and sends the gradient of the norms into the model.",
    },
  ],
  sources: [
    {
      title: 'Chen, Badrinarayanan, Lee, Rabinovich: GradNorm (2018), algorithm 1 and equation 2',
      reference: 'https://proceedings.mlr.press/v80/chen18a.html',
    },
  ],
});
