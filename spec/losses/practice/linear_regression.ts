import { defineLoss } from '../../language/define-loss.ts';
import { positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

const one = { input: [[1]], coefficient: [1], bias: 0, target: [0] } as const;
const off = 'dot(input, coefficient) + bias - target';

export const linearRegression = defineLoss({
  id: 'linear_regression',
  family: 'practice',
  summary: 'A linear model under a regression loss: what the predictions X w + b cost, with gradients in w and b.',
  operands: {
    input: operand(['N', 'D'], real, 'the features of each item'),
    coefficient: operand(['D'], real, 'how much each feature adds to the prediction'),
    bias: operand([], real, 'what is predicted where all features are 0'),
    target: operand(['N'], real, 'what is true of each item'),
  },
  params: {
    error: choice(
      'squared',
      {
        squared: 'cost(e) = e^2;',
        absolute: 'cost(e) = abs(e);',
        huber: 'cost(e) = abs(e) <= delta ? e^2 / 2 : delta * (abs(e) - delta / 2);',
      },
      'what an error costs: its square, its magnitude, or Huber between the two',
    ),
    delta: number(1, positive, 'from where on Huber is a line', { tries: [0.5, 2] }),
  },
  items: ['N'],
  formula: `cost(${off})`,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('the prediction is no operand'),
    attains_infimum: holds({ operand: 'target', minimiser: 'dot(input, coefficient) + bias', infimum: '0' }),
    symmetric: inapplicable('the operands are different kinds of things'),
    convex: holdsFor([
      { args: { in: ['coefficient', 'bias', 'target'] } },
      { args: { in: ['input', 'bias', 'target'] } },
    ]),
    lipschitz: holdsFor(
      [
        { args: { in: 'target', norm: 'absolute', constant: '1' }, when: { params: { error: 'absolute' } } },
        { args: { in: 'target', norm: 'absolute', constant: 'delta' }, when: { params: { error: 'huber' } } },
      ],
      [
        {
          args: { in: 'target', norm: 'absolute', constant: '1' },
          sample: { operands: one, reduction: 'none' },
          to: { target: [-2] },
          because: 'a square has no greatest slope: from 1 to 9 over a distance of 2',
        },
      ],
    ),
    scale: holdsFor([
      { args: { by: { coefficient: 1, bias: 1, target: 1 }, degree: 2 }, when: { params: { error: 'squared' } } },
      { args: { by: { coefficient: 1, bias: 1, target: 1 }, degree: 1 }, when: { params: { error: 'absolute' } } },
      {
        args: { by: { coefficient: 1, bias: 1, target: 1, delta: 1 }, degree: 2 },
        when: { params: { error: 'huber' } },
      },
      { args: { by: { input: 1, coefficient: -1 }, degree: 0 } },
    ]),
    translation: holds({ together: ['bias', 'target'], shift: 'all' }),
    rotation: holds({ together: ['input', 'coefficient'] }),
    monotone: holdsFor(
      [{ args: { in: 'delta', direction: 'increasing' } }],
      [
        {
          args: { in: 'bias', direction: 'increasing' },
          sample: { operands: { ...one, bias: -3 } },
          to: { bias: -2 },
          because: 'it falls towards the targets and rises behind them',
        },
      ],
    ),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { ...one, bias: 2 } },
      because: 'it has no upper bound',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('mse, mae and huber take the prediction that this computes'),
    limit: holds(
      {
        name: 'Huber of a large delta is half the square',
        set: { delta: { atLeast: `abs(${off})` } },
        becomes: `(${off})^2 / 2`,
      },
      { params: { error: 'huber' } },
    ),
    descends: holds({ in: ['coefficient', 'bias'] }),
    parameter_matters: holdsFor([
      { args: { param: 'error' } },
      { args: { param: 'delta' }, when: { params: { error: 'huber' } } },
    ]),
  },
  kinks: [{ where: 'an error of 0, under `absolute`', subdifferential: '[-1, 1] times the input' }],
  edges: [
    {
      title: 'a mean over nothing',
      operands: { input: [], coefficient: [1], bias: 2, target: [] },
      value: Number.NaN,
      gradient: { coefficient: [0], bias: 0 },
    },
    {
      title: 'a perfect fit',
      operands: { input: [[1], [2]], coefficient: [3], bias: 1, target: [4, 7] },
      value: 0,
      gradient: { coefficient: [0], bias: 0 },
    },
    {
      title: 'NaN in one feature',
      operands: { input: [[Number.NaN], [2]], coefficient: [3], bias: 1, target: [4, 7] },
      reduction: 'none',
      value: [Number.NaN, 0],
    },
  ],
  examples: [
    {
      title: 'errors of 1 and -3: (1 + 9) / 2',
      operands: {
        input: [
          [1, 0],
          [0, 2],
        ],
        coefficient: [2, -1],
        bias: 0.5,
        target: [1.5, 1.5],
      },
      value: 5,
    },
    {
      title: 'the same, absolute: (1 + 3) / 2',
      operands: {
        input: [
          [1, 0],
          [0, 2],
        ],
        coefficient: [2, -1],
        bias: 0.5,
        target: [1.5, 1.5],
      },
      params: { error: 'absolute' },
      value: 2,
    },
    {
      title: 'the same, Huber: (1/2 + 5/2) / 2',
      operands: {
        input: [
          [1, 0],
          [0, 2],
        ],
        coefficient: [2, -1],
        bias: 0.5,
        target: [1.5, 1.5],
      },
      params: { error: 'huber' },
      value: 1.5,
    },
  ],
  traps: [
    {
      title: 'Broadcasting',
      text: 'Predictions [N, 1] against targets [N] silently become an N x N table, and the model learns the mean.',
    },
    {
      title: 'Absolute errors need smaller steps',
      text: 'The gradient of an absolute error does not fall with the error: a fixed step ends in a to and fro around the fit.',
    },
    {
      title: 'The factor 2',
      text: 'Squared errors have the gradient 2 e x and Huber e x: at the same learning rate one is twice as fast.',
    },
    {
      title: 'A forgotten bias',
      text: 'Without it the line goes through the origin; its gradient is the mean of the slopes, not of the slopes times the input.',
    },
  ],
  sources: [
    {
      title: 'Gauss, Theoria combinationis observationum erroribus minimis obnoxiae (1823)',
      reference: 'https://doi.org/10.1137/1.9781611971248',
    },
    {
      title: 'Huber: Robust estimation of a location parameter (1964)',
      reference: 'https://doi.org/10.1214/aoms/1177703732',
    },
  ],
});
