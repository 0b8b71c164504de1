import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { elementLaws, elementWeight, weightedMeanTrap } from './of-difference.ts';

export const laplaceNll = defineLoss({
  id: 'laplace_nll',
  family: 'regression',
  summary: 'Negative log-likelihood of a target under a Laplace distribution of predicted location and scale.',
  operands: {
    location: operand(['...'], real, 'the predicted location, which is the median'),
    target: operand(['...'], real, 'what is true'),
    scale: operand(['...'], positive, 'the predicted scale, which is the mean absolute deviation'),
    ...elementWeight,
  },
  params: {
    eps: number(0, nonNegative, 'what the scale is raised to where it is smaller', {
      convention: true,
      tries: [1e-6],
    }),
  },
  items: ['...'],
  formula: 'width = max(scale, eps); log(2 * width) + abs(location - target) / width',
  denominators: perWeight,
  laws: {
    ...elementLaws,
    non_negative: isFalse({
      args: {},
      sample: { operands: { location: [0], target: [0], scale: [0.25] }, reduction: 'none' },
      because: 'a density may exceed 1: log(1/2) is negative',
    }),
    zero_iff_equal: isFalse({
      args: { operands: ['location', 'target'] },
      sample: { operands: { location: [0], target: [0], scale: [1] } },
      because: 'at the location it is the logarithm of twice the scale',
    }),
    attains_infimum: holdsFor([
      { args: { operand: 'location', minimiser: 'target', infimum: 'log(2 * max(scale, eps))' } },
      {
        args: {
          operand: 'scale',
          minimiser: 'max(abs(location - target), eps)',
          infimum: 'least = max(abs(location - target), eps); log(2 * least) + abs(location - target) / least',
        },
      },
    ]),
    symmetric: holds({ swap: ['location', 'target'] }),
    convex: holdsFor(
      [{ args: { in: ['location', 'target'] } }],
      [
        {
          args: { in: ['scale'] },
          sample: { operands: { location: [0], target: [0], scale: [1] } },
          to: { scale: [3] },
          because: 'far above the difference it bends down, as the logarithm',
        },
      ],
    ),
    lipschitz: holdsFor(
      ['location', 'target'].map((name) => ({
        args: { in: name, norm: 'absolute', constant: '1 / max(scale, eps)' } as const,
        when: { absent: ['weight'] },
      })),
    ),
    scale: isFalse({
      args: { by: { location: 1, target: 1, scale: 1 }, degree: 0 },
      sample: { operands: { location: [1], target: [0], scale: [1] } },
      because: 'the logarithm of the factor is added',
    }),
    translation: holds({ together: ['location', 'target'], shift: 'all' }),
    monotone: isFalse({
      args: { in: 'scale', direction: 'increasing' },
      sample: { operands: { location: [1], target: [0], scale: [0.25] }, reduction: 'none' },
      to: { scale: [1] },
      because: 'it falls towards the absolute difference and rises behind it',
    }),
    bounded: isFalse({
      args: { min: -1, max: 1 },
      sample: { operands: { location: [4], target: [0], scale: [1] }, reduction: 'none' },
      because: 'it has no upper bound, and towards scale 0 no lower one',
    }),
    two_routes: inapplicable('the entry of the absolute error names its route here, at scale 1/2'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['location', 'scale'] }),
    parameter_matters: holdsFor([
      { args: { param: 'eps' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { location: [], target: [], scale: [] }, value: Number.NaN },
    { title: 'scale 0', operands: { location: [1], target: [0], scale: [0] }, value: 'rejected' },
    { title: 'a negative scale', operands: { location: [1], target: [0], scale: [-1] }, value: 'rejected' },
    { title: 'an infinite location', operands: { location: [Infinity], target: [0], scale: [1] }, value: Infinity },
    {
      title: 'NaN under weight 0',
      operands: { location: [Number.NaN, 1], target: [0, 0], scale: [1, 0.5], weight: [0, 1] },
      reduction: 'sum',
      value: 2,
      gradient: { location: [0, 2], scale: [0, -2] },
    },
    {
      title: 'below the floor the scale has no gradient',
      operands: { location: [1], target: [0], scale: [0.125] },
      params: { eps: 0.5 },
      value: 2,
      gradient: { location: [2], scale: [0] },
    },
  ],
  kinks: [
    { where: 'location = target', subdifferential: '[-1, 1] over the scale' },
    { where: 'scale = eps', subdifferential: 'between 0 and the derivative above' },
  ],
  examples: [
    {
      title: 'scale 2, two off: log 4 + 1',
      operands: { location: [3], target: [1], scale: [2] },
      value: 2.386294361119891,
    },
    {
      title: 'three targets',
      operands: { location: [0.5, -1, 2], target: [0, 0.25, 2], scale: [0.25, 2, 0.5] },
      value: 1.1060490601866484,
    },
  ],
  traps: [
    { title: 'The 2 in the logarithm', text: 'The density is exp(-|e| / b) / (2 b); log b alone is off by log 2.' },
    {
      title: 'Scale or standard deviation',
      text: 'The standard deviation is sqrt(2) times the scale; feeding one for the other goes unnoticed.',
    },
    {
      title: 'A floor that differentiation does not see',
      text: 'A floor applied outside of the graph leaves a gradient where the value is flat.',
    },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Laplace: Memoir on the probability of the causes of events (1774)',
      reference: 'https://doi.org/10.1214/ss/1177013621',
    },
    {
      title: 'Kendall, Gal: What uncertainties do we need in Bayesian deep learning for computer vision? (2017)',
      reference: 'https://arxiv.org/abs/1703.04977',
    },
  ],
});
