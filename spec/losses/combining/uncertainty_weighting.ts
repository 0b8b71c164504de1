import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

export const uncertaintyWeighting = defineLoss({
  id: 'uncertainty_weighting',
  family: 'combining',
  summary:
    'Uncertainty weighting: each task counts by its precision exp(-s), and pays for its log variance s, which is learned.',
  operands: {
    loss: operand(['T'], real, 'the loss of each task'),
    log_variance: operand(['T'], real, 'the learned logarithm s of the variance of each task'),
  },
  params: {
    form: choice(
      'unit',
      {
        unit: 'precision = exp(-log_variance); penalty = log_variance;',
        regression: 'precision = exp(-log_variance) / 2; penalty = log_variance / 2;',
        classification: 'precision = exp(-log_variance); penalty = log_variance / 2;',
      },
      'the factors: 1 and 1, or those that the paper derives for squared errors (1/2, 1/2) and for cross-entropies (1, 1/2)',
      { convention: true },
    ),
  },
  items: ['T'],
  formula: 'precision * loss + penalty',
  reductions: ['none', 'sum'],
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { loss: [0.125], log_variance: [-2] } },
      because: 'a small loss is worth a small variance: the least value 1 + log L is below 0 from L = 1/e on',
    }),
    zero_iff_equal: inapplicable('losses and log variances are different kinds of things'),
    attains_infimum: holdsFor(
      [
        {
          args: { operand: 'log_variance', minimiser: 'log(max(0, loss))', infimum: '1 + log(loss)' },
          when: { params: { form: 'unit' } },
        },
        {
          args: { operand: 'log_variance', minimiser: 'log(max(0, loss))', infimum: '(1 + log(loss)) / 2' },
          when: { params: { form: 'regression' } },
        },
        {
          args: { operand: 'log_variance', minimiser: 'log(max(0, 2 * loss))', infimum: '(1 + log(2 * loss)) / 2' },
          when: { params: { form: 'classification' } },
        },
      ],
      [
        {
          args: { operand: 'log_variance', minimiser: '0', infimum: '0' },
          sample: { operands: { loss: [0], log_variance: [-5] } },
          because: 'a task without loss drives its variance to 0 and the value to -infinity',
        },
      ],
    ),
    symmetric: inapplicable('losses and log variances are different kinds of things'),
    convex: holds({ in: ['loss'] }),
    lipschitz: holdsFor(
      [{ args: { in: 'loss', norm: 'absolute', constant: 'precision' } }],
      [
        {
          args: { in: 'log_variance', norm: 'absolute', constant: '1' },
          sample: { operands: { loss: [1], log_variance: [-2] }, reduction: 'none' },
          to: { log_variance: [-3] },
          because: 'the precision grows exponentially',
        },
      ],
    ),
    scale: isFalse({
      args: { by: { loss: 1 }, degree: 1 },
      sample: { operands: { loss: [1], log_variance: [1] } },
      because: 'the penalty does not grow with the loss',
    }),
    translation: isFalse({
      args: { together: ['loss', 'log_variance'], shift: 'all' },
      sample: { operands: { loss: [1], log_variance: [0] } },
      because: 'both terms move',
    }),
    rotation: inapplicable('tasks are not coordinates of a vector'),
    monotone: holds({ in: 'loss', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { loss: [20], log_variance: [0] } },
      because: 'it grows with the losses',
    }),
    item_permutation: holds({ along: 'T' }),
    composes: holds({}),
    two_routes: holds(
      {
        name: 'the form for squared errors is half of the unit form',
        loss: 'uncertainty_weighting',
        operands: { loss: { copy: 'loss' }, log_variance: { copy: 'log_variance' } },
        params: { form: 'unit' },
        factor: '0.5',
      },
      { params: { form: 'regression' } },
    ),
    limit: inapplicable('the form is no number that has a limit'),
    descends: holdsFor([{ args: { in: ['loss'] } }, { args: { in: ['log_variance'] } }]),
    parameter_matters: holds({ param: 'form' }),
  },
  edges: [
    { title: 'no tasks', operands: { loss: [], log_variance: [] }, value: 0, gradient: { loss: [] } },
    {
      title: 'a loss of 0: the precision does not matter',
      operands: { loss: [0], log_variance: [-4096] },
      value: -4096,
    },
    {
      title: 'an infinite variance frees the task and costs infinity',
      operands: { loss: [1], log_variance: [Infinity] },
      value: Infinity,
    },
    { title: 'a negative loss', operands: { loss: [-1], log_variance: [0] }, value: -1 },
    { title: 'NaN', operands: { loss: [Number.NaN], log_variance: [0] }, value: Number.NaN },
  ],
  examples: [
    {
      title: 'the source lesson: at s = 0 it is the plain sum',
      operands: { loss: [2.5, 0.8, 1.2], log_variance: [0, 0, 0] },
      value: 4.5,
    },
    {
      title: 'the least value of a loss of 4 is at s = log 4: 1 + log 4',
      operands: { loss: [4], log_variance: [1.3862943611198906] },
      value: 2.386294361119891,
    },
    {
      title: 'regression: exp(-1) and 1/2',
      operands: { loss: [2], log_variance: [1] },
      params: { form: 'regression' },
      value: 0.8678794411714423,
    },
    {
      title: 'classification: 2 exp(-1) and 1/2',
      operands: { loss: [2], log_variance: [1] },
      params: { form: 'classification' },
      value: 1.2357588823428847,
    },
    {
      title: 'negative: 0.1 at s = -2',
      operands: { loss: [0.1], log_variance: [-2] },
      value: -1.2610943901069349,
    },
  ],
  traps: [
    {
      title: 'It may be negative',
      text: 'A check that losses are at least 0 is wrong here: the least value of a task is 1 + log L.',
    },
    {
      title: 'The factor one half',
      text: 'The paper has 1/2 on the penalty and, for squared errors, on the precision; many copies, as the lesson, have neither.',
    },
    {
      title: 'Variance, deviation or logarithm',
      text: 's = log variance. With s = log deviation the precision is exp(-2 s), and the penalty s.',
    },
    {
      title: 'The sign',
      text: 'exp(s) L + s falls without bound as s does: the weight must fall while the penalty rises.',
    },
    {
      title: 'Learning the variance itself',
      text: 'L / v + log v needs v > 0 and divides by 0; its logarithm is free.',
    },
    {
      title: 'A loss that reaches 0',
      text: 'Then nothing holds the log variance, which falls as fast as the learning rate lets it.',
    },
  ],
  sources: [
    {
      title: 'Kendall, Gal, Cipolla: Multi-task learning using uncertainty to weigh losses (2018)',
      reference: 'https://doi.org/10.1109/CVPR.2018.00781',
    },
  ],
});
