import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  differenceEdges,
  differenceLaws,
  lipschitzInBoth,
  predictionAndTarget,
  unbounded,
  weightedMeanTrap,
  zeroAtTheTarget,
} from './of-difference.ts';

export const charbonnier = defineLoss({
  id: 'charbonnier',
  family: 'regression',
  summary: 'Charbonnier loss: the root of the squared difference and eps^2, an absolute difference without its corner.',
  operands: predictionAndTarget,
  params: { eps: number(1e-3, nonNegative, 'the least value; 0 is the absolute difference', { tries: [0, 1] }) },
  items: ['...'],
  formula: 'sqrt((prediction - target)^2 + eps^2)',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }, { params: { eps: 0 } }, [
      {
        args: { operands: ['prediction', 'target'] },
        sample: { operands: { prediction: [1], target: [1] } },
        because: 'its least value is eps',
      },
    ]),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: 'eps' }),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: lipschitzInBoth('1'),
    scale: holds({ by: { prediction: 1, target: 1, eps: 1 }, degree: 1 }),
    monotone: holdsFor(
      [{ args: { in: 'eps', direction: 'increasing' } }],
      [
        {
          args: { in: 'prediction', direction: 'increasing' },
          sample: { operands: { prediction: [-1], target: [0] }, reduction: 'none' },
          to: { prediction: [0] },
          because: 'it falls towards the target and rises behind it',
        },
      ],
    ),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { prediction: [4], target: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    two_routes: holds(
      {
        name: 'eps 0 is the absolute difference',
        loss: 'mae',
        operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
        params: { denominator: { copy: 'denominator' } },
      },
      { params: { eps: 0 } },
    ),
    limit: holds(
      {
        name: 'the absolute difference, at the rate eps',
        becomes: 'abs(prediction - target)',
        within: 'eps',
      },
      { absent: ['weight'] },
    ),
    parameter_matters: holdsFor([
      { args: { param: 'eps' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    ...differenceEdges.slice(1, 3),
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0], target: [0, 0], weight: [0, 1] },
      params: { eps: 2 },
      reduction: 'sum',
      value: 2,
      gradient: { prediction: [0, 0], eps: 1 },
    },
    { title: 'a negative eps', operands: { prediction: [1], target: [0] }, params: { eps: -1 }, value: 'rejected' },
    {
      title: 'eps 0, where both are equal',
      operands: { prediction: [1], target: [1] },
      params: { eps: 0 },
      value: 0,
    },
  ],
  kinks: [{ where: 'prediction = target at eps 0', subdifferential: '[-1, 1]' }],
  examples: [
    {
      title: 'eps 3 at a difference of 4: 5',
      operands: { prediction: [4], target: [0] },
      params: { eps: 3 },
      value: 5,
    },
    {
      title: 'E1 with eps 1/1000',
      operands: { prediction: [2.5, 0, 2.1, 7.8], target: [3, -0.5, 2, 8] },
      value: 0.3250023749643454,
    },
  ],
  traps: [
    {
      title: 'eps or eps^2',
      text: 'Some write sqrt(e^2 + eps) with eps 1e-12 or 1e-6: that is eps 1e-6 or 1e-3 here, and not 1e-12 or 1e-6.',
    },
    {
      title: 'Less its least value',
      text: 'sqrt(e^2 + 1) - 1 also goes by this name: it is the pseudo-Huber loss with delta 1.',
    },
    {
      title: 'Vanishing eps',
      text: '1e-12 is 0 in float16 and its square is 0 in float32: then the root has an infinite derivative at 0, and the gradient is NaN.',
    },
    { title: 'Overflow', text: 'The square overflows from 1.3e154 on in float64 and from 256 on in float16.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title:
        'Charbonnier, Blanc-Feraud, Aubert, Barlaud: Two deterministic half-quadratic regularization algorithms (1994)',
      reference: 'https://doi.org/10.1109/ICIP.1994.413553',
    },
    {
      title: 'Lai, Huang, Ahuja, Yang: Deep Laplacian pyramid networks for super-resolution (2017), eps 1e-3',
      reference: 'https://doi.org/10.1109/CVPR.2017.618',
    },
  ],
});
