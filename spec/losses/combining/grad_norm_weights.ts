import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, ofFunction, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const gradNormWeights = defineLoss({
  id: 'grad_norm_weights',
  kind: 'procedure',
  family: 'combining',
  summary: 'The weights of GradNorm after one gradient step, scaled so that they sum to the number of tasks again.',
  operands: {
    weight: operand(['T'], real, 'the weight of each task before the step'),
    gradient: operand(['T'], real, 'the gradient of the GradNorm loss in each weight'),
  },
  params: { learning_rate: number(0.025, nonNegative, 'the length of the step', { tries: [0, 0.5, 1] }) },
  items: { index: 't', count: 'T' },
  formula: [
    'stepped(k) = weight[k] - learning_rate * gradient[k]',
    'T * stepped(t) / sum(map(indices(T), f(k) = stepped(k)))',
  ].join('; '),
  reductions: ['none'],
  laws: {
    ...ofFunction,
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    symmetric: inapplicable('weights and their gradients are different kinds of things'),
    zero_weight_irrelevant: inapplicable('the weights are what is computed'),
    weight_scale: inapplicable('the weights are what is computed'),
    non_negative: isFalse({
      args: {},
      sample: { operands: { weight: [1, 1], gradient: [3, -2] }, params: { learning_rate: 0.5 } },
      because: 'a long step leads past 0, and nothing clips it',
    }),
    convex: isFalse({
      args: { in: ['weight'] },
      sample: { operands: { weight: [0, 1], gradient: [0, 0] } },
      to: { weight: [2, 1] },
      because: 'a share bends down as it grows: 0, 1, 4/3',
    }),
    lipschitz: isFalse({
      args: { in: 'weight', norm: 'max', constant: '1' },
      sample: { operands: { weight: [0.125, 0.125], gradient: [0, 0] } },
      to: { weight: [0.25, 0.125] },
      because: 'small weights are scaled up, and so is their change',
    }),
    scale: holdsFor([
      { args: { by: { weight: 1, gradient: 1 }, degree: 0 } },
      { args: { by: { weight: 1, learning_rate: 1 }, degree: 0 } },
    ]),
    translation: isFalse({
      args: { together: ['weight'], shift: 'all' },
      sample: { operands: { weight: [1, 3], gradient: [0, 0] } },
      because: 'the same more weight makes the weights more alike',
    }),
    rotation: inapplicable('tasks are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'weight', direction: 'increasing' },
      sample: { operands: { weight: [1, 1], gradient: [0, 0] } },
      to: { weight: [1, 2] },
      because: 'what one task wins, the others lose',
    }),
    bounded: isFalse({
      args: { min: 0, max: 2 },
      sample: { operands: { weight: [1, 1], gradient: [3, -2] }, params: { learning_rate: 0.5 } },
      because: 'beside a negative weight another one exceeds the number of tasks',
    }),
    item_permutation: holds({ along: 'T' }),
    composes: isFalse({
      args: { along: 'T' },
      sample: { operands: { weight: [1, 3], gradient: [0, 0] } },
      because: 'each half is scaled by a sum of its own',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'without a step the weights are only scaled',
      set: { learning_rate: 0 },
      becomes: 'T * weight[t] / sum(weight)',
    }),
    parameter_matters: holds({ param: 'learning_rate' }),
  },
  edges: [
    { title: 'one task', operands: { weight: [0.5], gradient: [3] }, value: [1] },
    {
      title: 'a step that leaves nothing',
      operands: { weight: [1, 1], gradient: [1, 1] },
      params: { learning_rate: 1 },
      value: [Number.NaN, Number.NaN],
    },
    {
      title: 'NaN in one gradient is NaN in the sum of all',
      operands: { weight: [1, 1], gradient: [Number.NaN, 0] },
      value: [Number.NaN, Number.NaN],
    },
    {
      title: 'a negative learning rate',
      operands: { weight: [1], gradient: [1] },
      params: { learning_rate: -0.5 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'steps to 0.5 and 2, whose sum 2.5 becomes 2',
      operands: { weight: [1, 1], gradient: [1, -2] },
      params: { learning_rate: 0.5 },
      value: [0.4, 1.6],
    },
    {
      title: 'no gradient: 1 and 3 of 4 become 1/2 and 3/2',
      operands: { weight: [1, 3], gradient: [0, 0] },
      value: [0.5, 1.5],
    },
  ],
  traps: [
    {
      title: 'Sum to T, not to 1',
      text: 'Weights that sum to 1 divide the learning rate of the model by the number of tasks.',
    },
    {
      title: 'Scaled before the step',
      text: 'The step moves the sum again: it is the weights after it that are scaled.',
    },
    {
      title: 'Negative weights',
      text: 'A step past 0 turns a task into its opposite; the paper relies on small steps, and some code clips.',
    },
    {
      title: 'Not part of the gradient',
      text: 'The scaling is done to the numbers between two steps; differentiating through it is another method.',
    },
  ],
  sources: [
    {
      title: 'Chen, Badrinarayanan, Lee, Rabinovich: GradNorm (2018), algorithm 1',
      reference: 'https://proceedings.mlr.press/v80/chen18a.html',
    },
  ],
});
