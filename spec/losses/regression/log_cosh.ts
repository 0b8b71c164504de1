import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';

export const logCosh = defineLoss({
  id: 'log_cosh',
  family: 'regression',
  summary: 'The logarithm of the hyperbolic cosine of the difference: a smooth absolute difference.',
  operands: {
    prediction: operand(['...'], real, 'what the model says'),
    target: operand(['...'], real, 'what is true'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  items: ['...'],
  formula: 'log(cosh(prediction - target))',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: holdsFor([
      { args: { in: 'prediction', norm: 'absolute', constant: '1' }, when: { absent: ['weight'] } },
      { args: { in: 'target', norm: 'absolute', constant: '1' }, when: { absent: ['weight'] } },
    ]),
    scale: isFalse({
      args: { by: { prediction: 1, target: 1 }, degree: 1 },
      sample: { operands: { prediction: [1], target: [0] } },
      because: 'a parabola near 0 and a line far out have no common degree',
    }),
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
      sample: { operands: { prediction: [4], target: [0] }, reduction: 'none' },
      because: 'it grows like the absolute difference',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holdsFor([
      {
        args: {
          name: 'the absolute difference less log 2',
          becomes: 'abs(prediction - target) - log(2)',
          within: 'exp(-2 * abs(prediction - target))',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'half the squared difference',
          becomes: '(prediction - target)^2 / 2',
          within: '(prediction - target)^4 / 12',
        },
        when: { absent: ['weight'] },
      },
    ]),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    { title: 'an infinite prediction', operands: { prediction: [-Infinity], target: [0] }, value: Infinity },
    { title: 'infinity against itself', operands: { prediction: [Infinity], target: [Infinity] }, value: Number.NaN },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0], target: [0, 0], weight: [0, 1] },
      value: 0,
      gradient: { prediction: [0, 0] },
    },
  ],
  examples: [
    {
      title: 'the source lesson, E2',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 0.39255586252401653,
    },
    { title: 'far out it is |e| - log 2', operands: { prediction: [1000], target: [0] }, value: 1000 - Math.LN2 },
  ],
  traps: [
    {
      title: 'log(cosh(e)) overflows',
      text: 'From about 89.4 in float32 and 710.5 in float64 cosh is infinite, and so is the loss.',
    },
    {
      title: 'Digits near 0',
      text: '|e| + log(1 + exp(-2|e|)) - log 2 cancels: in float32 it is 0 at 1e-4, where the loss is 5e-9.',
    },
    {
      title: 'Thresholds inside softplus',
      text: 'A softplus that returns its argument from 20 on drops exp(-20), 2e-9, which float64 shows.',
    },
    { title: 'The far limit', text: 'It is |e| - log 2, not |e|.' },
  ],
  sources: [
    {
      title: 'Green: Bayesian reconstructions from emission tomography data using a modified EM algorithm (1990)',
      reference: 'https://doi.org/10.1109/42.52985',
    },
  ],
});
