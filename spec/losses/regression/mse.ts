import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';

export const mse = defineLoss({
  id: 'mse',
  family: 'regression',
  summary: 'Mean squared error: the square of the difference between prediction and target.',
  operands: {
    prediction: operand(['...'], real, 'what the model says'),
    target: operand(['...'], real, 'what is true'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  items: ['...'],
  formula: '(prediction - target)^2',
  denominators: perWeight,
  laws: {
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    label_flip: inapplicable('the target is a number, not a label'),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'absolute', constant: '1' },
      sample: { operands: { prediction: [3], target: [0] }, reduction: 'none' },
      to: { prediction: [4] },
      because: 'the slope 2 e grows without bound: from e = 3 to 4 the loss grows by 7',
    }),
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 2 }),
    translation: holds({ together: ['prediction', 'target'], shift: 'all' }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'prediction', direction: 'increasing' },
      sample: { operands: { prediction: [-1], target: [0] }, reduction: 'none' },
      to: { prediction: [0] },
      because: 'it falls towards the target and rises behind it',
    }),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { prediction: [2], target: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    item_permutation: holds({ along: '...' }),
    class_permutation: inapplicable('there are no classes'),
    composes: holds({}),
    ignored_irrelevant: inapplicable('nothing is ignored by a label'),
    zero_weight_irrelevant: holds({ weight: 'weight' }, { present: ['weight'] }),
    weight_scale: holds({ weight: 'weight' }, { present: ['weight'], params: { denominator: 'weight' } }),
    absent_class_irrelevant: inapplicable('there are no classes'),
    two_routes: holdsFor([
      {
        args: {
          name: 'of the difference against 0',
          loss: 'mse',
          operands: { prediction: 'prediction - target', target: '0', weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
          given: { prediction: 'grid', target: 'grid' },
        },
      },
      {
        args: {
          name: 'twice the Gaussian negative log-likelihood at variance 1',
          loss: 'gaussian_nll',
          operands: {
            mean: { copy: 'prediction' },
            target: { copy: 'target' },
            variance: '1',
            weight: { copy: 'weight' },
          },
          params: { denominator: { copy: 'denominator' } },
          factor: '2',
        },
      },
    ]),
    limit: inapplicable('no parameter enters the formula'),
    gradient_sum: inapplicable('no axis is normalised'),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holds({ param: 'denominator' }, { present: ['weight'] }),
  },
  edges: [
    {
      title: 'a mean over nothing',
      operands: { prediction: [], target: [] },
      value: Number.NaN,
      gradient: { prediction: [] },
    },
    { title: 'a sum over nothing', operands: { prediction: [], target: [] }, reduction: 'sum', value: 0 },
    {
      title: 'a mean over nothing, as zero',
      operands: { prediction: [], target: [] },
      params: { empty: 'zero' },
      value: 0,
    },
    {
      title: 'a mean over nothing, refused',
      operands: { prediction: [], target: [] },
      params: { empty: 'throw' },
      value: 'rejected',
    },
    {
      title: 'all weights zero',
      operands: { prediction: [1], target: [0], weight: [0] },
      value: Number.NaN,
      gradient: { prediction: [0] },
    },
    {
      title: 'an infinite prediction',
      operands: { prediction: [Infinity, 1], target: [0, 1] },
      reduction: 'none',
      value: [Infinity, 0],
    },
    { title: 'infinity against itself', operands: { prediction: [Infinity], target: [Infinity] }, value: Number.NaN },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 2], target: [0, 0], weight: [0, 1] },
      value: 4,
      gradient: { prediction: [0, 4] },
    },
  ],
  examples: [
    {
      title: 'the source lesson, E1',
      operands: { prediction: [2.5, 0, 2.1, 7.8], target: [3, -0.5, 2, 8] },
      value: 0.1375,
    },
    {
      title: 'weighted: 13 / 4',
      operands: { prediction: [1, 2], target: [0, 0], weight: [1, 3] },
      value: 3.25,
    },
    {
      title: 'weighted, divided by the number of elements: 13 / 2',
      operands: { prediction: [1, 2], target: [0, 0], weight: [1, 3] },
      params: { denominator: 'count' },
      value: 6.5,
    },
  ],
  traps: [
    { title: 'The factor one half', text: "Some libraries' l2_loss is half of this; the half belongs to Huber." },
    {
      title: 'Weighted mean',
      text: 'Dividing a weighted sum by the number of elements makes the loss depend on the scale of the weights.',
    },
    {
      title: 'Expanding the square',
      text: 'p^2 - 2 p t + t^2 loses every digit where p and t are close and large.',
    },
    { title: 'Broadcasting', text: '[N, 1] against [N] silently becomes an N x N table of differences.' },
    { title: "The lesson's value", text: 'The source lesson prints 0.0825 for E1; it is 0.1375.' },
  ],
  sources: [
    {
      title: 'Gauss, Theoria combinationis observationum erroribus minimis obnoxiae (1823)',
      reference: 'https://doi.org/10.1137/1.9781611971248',
    },
  ],
});
