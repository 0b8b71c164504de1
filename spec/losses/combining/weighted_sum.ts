import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutLabels } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';

export const weightedSum = defineLoss({
  id: 'weighted_sum',
  family: 'combining',
  summary: 'Fixed weights: the losses of several tasks, each times its weight, added.',
  operands: {
    loss: operand(['T'], real, 'the loss of each task'),
    weight: optionalOperand(['T'], nonNegative, 'how much each task counts', { absent: 1, role: 'item_weight' }),
  },
  items: ['T'],
  formula: 'loss',
  reductions: ['none', 'sum'],
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { loss: [-1] } },
      because: 'it is negative where the losses are',
    }),
    zero_iff_equal: inapplicable('losses and weights are different kinds of things'),
    attains_infimum: inapplicable('it is linear, and has no minimum'),
    symmetric: inapplicable('losses and weights are different kinds of things'),
    convex: holds({ in: ['loss'] }),
    lipschitz: holds({ in: 'loss', norm: 'absolute', constant: '1' }),
    scale: holdsFor([
      { args: { by: { loss: 1 }, degree: 1 } },
      { args: { by: { weight: 1 }, degree: 1 }, when: { present: ['weight'] } },
    ]),
    translation: isFalse({
      args: { together: ['loss'], shift: 'all' },
      sample: { operands: { loss: [1, 2] } },
      because: 'it grows with the losses',
    }),
    rotation: inapplicable('tasks are not coordinates of a vector'),
    monotone: holds({ in: 'loss', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { loss: [2] } },
      because: 'it has the bounds of the losses, if these have any',
    }),
    item_permutation: holds({ along: 'T' }),
    composes: holds({}),
    zero_weight_irrelevant: holds({ weight: 'weight' }, { present: ['weight'] }),
    weight_scale: inapplicable('it has no mean'),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('it has no parameters'),
    descends: holds({ in: ['loss'] }),
    parameter_matters: inapplicable('it has no parameters'),
  },
  edges: [
    { title: 'no tasks', operands: { loss: [] }, value: 0, gradient: { loss: [] } },
    {
      title: 'NaN in a task of weight 0',
      operands: { loss: [Number.NaN, 2], weight: [0, 0.5] },
      value: 1,
      gradient: { loss: [0, 0.5] },
    },
    { title: 'NaN in a task that counts', operands: { loss: [Number.NaN, 2], weight: [1, 0] }, value: Number.NaN },
    { title: 'an infinite loss', operands: { loss: [Infinity, 2], weight: [0.5, 1] }, value: Infinity },
    { title: 'a negative weight', operands: { loss: [1, 2], weight: [1, -1] }, value: 'rejected' },
  ],
  examples: [
    { title: 'weights left out: 2.5 + 0.8 + 1.2', operands: { loss: [2.5, 0.8, 1.2] }, value: 4.5 },
    {
      title: 'half of one, a quarter of the other: 1.25 + 0.375',
      operands: { loss: [2.5, 1.5], weight: [0.5, 0.25] },
      value: 1.625,
    },
    {
      title: 'the parts',
      operands: { loss: [2.5, 1.5], weight: [0.5, 0.25] },
      reduction: 'none',
      value: [1.25, 0.375],
    },
  ],
  traps: [
    {
      title: 'Losses of different scale',
      text: 'The largest loss rules, whatever the weights look like: compare the gradients of the tasks, not the weights.',
    },
    {
      title: 'Learning the weights',
      text: 'The gradient in a weight is its loss, so descent drives all weights to 0: that is what the log variance of uncertainty weighting prevents.',
    },
    {
      title: 'Dividing by the weights',
      text: 'A weighted mean is another loss: it does not change when all weights do, and the learning rate counts twice.',
    },
    { title: 'A task switched off', text: '0 times a NaN or infinite loss is NaN; weight 0 must leave the task out.' },
  ],
  sources: [
    {
      title: 'Caruana: Multitask learning (1997)',
      reference: 'https://doi.org/10.1023/A:1007379606734',
    },
  ],
});
