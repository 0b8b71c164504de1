import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { elementLaws, elementWeight, weightedMeanTrap } from './of-difference.ts';

export const gaussianNll = defineLoss({
  id: 'gaussian_nll',
  family: 'regression',
  summary: 'Negative log-likelihood of a target under a Gaussian of predicted mean and variance.',
  operands: {
    mean: operand(['...'], real, 'the predicted mean'),
    target: operand(['...'], real, 'what is true'),
    variance: operand(['...'], positive, 'the predicted variance'),
    ...elementWeight,
  },
  params: {
    full: flag(false, 'whether the constant log(2 pi) / 2 is added', { convention: true }),
    eps: number(0, nonNegative, 'what the variance is raised to where it is smaller', {
      convention: true,
      tries: [1e-6],
    }),
  },
  items: ['...'],
  formula: [
    'spread = max(variance, eps)',
    '(log(spread) + (mean - target)^2 / spread) / 2 + (full == 1 ? log(2 * pi) / 2 : 0)',
  ].join('; '),
  denominators: perWeight,
  laws: {
    ...elementLaws,
    non_negative: isFalse({
      args: {},
      sample: { operands: { mean: [0], target: [0], variance: [0.0625] }, reduction: 'none' },
      because: 'a density may exceed 1: log(1/16) / 2 is negative',
    }),
    zero_iff_equal: isFalse({
      args: { operands: ['mean', 'target'] },
      sample: { operands: { mean: [0], target: [0], variance: [4] } },
      because: 'at the mean it is half the logarithm of the variance',
    }),
    attains_infimum: holdsFor([
      {
        args: {
          operand: 'mean',
          minimiser: 'target',
          infimum: 'log(max(variance, eps)) / 2 + (full == 1 ? log(2 * pi) / 2 : 0)',
        },
      },
      {
        args: {
          operand: 'variance',
          minimiser: 'max((mean - target)^2, eps)',
          infimum:
            'least = max((mean - target)^2, eps); (log(least) + (mean - target)^2 / least) / 2 + (full == 1 ? log(2 * pi) / 2 : 0)',
        },
      },
    ]),
    symmetric: holds({ swap: ['mean', 'target'] }),
    convex: holdsFor(
      [{ args: { in: ['mean', 'target'] } }],
      [
        {
          args: { in: ['variance'] },
          sample: { operands: { mean: [0], target: [0], variance: [1] } },
          to: { variance: [3] },
          because: 'far above the squared difference it bends down, as the logarithm',
        },
      ],
    ),
    lipschitz: isFalse({
      args: { in: 'mean', norm: 'absolute', constant: '1' },
      sample: { operands: { mean: [3], target: [0], variance: [1] }, reduction: 'none' },
      to: { mean: [4] },
      because: 'the slope is the difference over the variance',
    }),
    scale: isFalse({
      args: { by: { mean: 1, target: 1, variance: 2 }, degree: 0 },
      sample: { operands: { mean: [1], target: [0], variance: [1] } },
      because: 'the logarithm of the factor is added',
    }),
    translation: holds({ together: ['mean', 'target'], shift: 'all' }),
    monotone: isFalse({
      args: { in: 'variance', direction: 'increasing' },
      sample: { operands: { mean: [1], target: [0], variance: [0.25] }, reduction: 'none' },
      to: { variance: [1] },
      because: 'it falls towards the squared difference and rises behind it',
    }),
    bounded: isFalse({
      args: { min: -1, max: 1 },
      sample: { operands: { mean: [4], target: [0], variance: [1] }, reduction: 'none' },
      because: 'it has no upper bound, and towards variance 0 no lower one',
    }),
    two_routes: inapplicable('the entry of the squared error names its route here, at variance 1'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['mean', 'variance'] }),
    parameter_matters: holdsFor([
      { args: { param: 'full' } },
      { args: { param: 'eps' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { mean: [], target: [], variance: [] }, value: Number.NaN },
    { title: 'variance 0', operands: { mean: [1], target: [0], variance: [0] }, value: 'rejected' },
    { title: 'a negative variance', operands: { mean: [1], target: [0], variance: [-1] }, value: 'rejected' },
    { title: 'an infinite mean', operands: { mean: [Infinity], target: [0], variance: [1] }, value: Infinity },
    {
      title: 'NaN under weight 0',
      operands: { mean: [Number.NaN, 0], target: [0, 0], variance: [1, 1], weight: [0, 1] },
      reduction: 'sum',
      value: 0,
      gradient: { mean: [0, 0], variance: [0, 0.5] },
    },
    {
      title: 'below the floor the variance has no gradient',
      operands: { mean: [1], target: [0], variance: [0.125] },
      params: { eps: 1 },
      value: 0.5,
      gradient: { mean: [1], variance: [0] },
    },
  ],
  kinks: [{ where: 'variance = eps', subdifferential: 'between 0 and the derivative above' }],
  examples: [
    {
      title: 'variance 4, two off: (log 4 + 1) / 2',
      operands: { mean: [3], target: [1], variance: [4] },
      value: Math.LN2 + 0.5,
    },
    {
      title: 'with the constant',
      operands: { mean: [3], target: [1], variance: [4] },
      params: { full: true },
      value: 2.112085713764618,
    },
    {
      title: 'three targets',
      operands: { mean: [0.5, -1, 2], target: [0, 0.25, 2], variance: [0.25, 2, 0.5] },
      value: 0.06582593981335157,
    },
  ],
  traps: [
    {
      title: 'Variance, deviation or their logarithms',
      text: 'Feeding a standard deviation or a log-variance goes unnoticed where it is positive.',
    },
    {
      title: 'A floor that differentiation does not see',
      text: 'A floor applied outside of the graph leaves a gradient of 1e6 where the value is flat.',
    },
    {
      title: 'The logarithm of the deviation',
      text: 'log(sqrt(v)) for log(v) / 2 rounds the root first: where v is near 1 the logarithm is small, and few of its digits are right.',
    },
    { title: 'Not below 0', text: 'A density may exceed 1, so the loss has no lower bound.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Nix, Weigend: Estimating the mean and variance of the target probability distribution (1994)',
      reference: 'https://doi.org/10.1109/ICNN.1994.374138',
    },
  ],
});
