import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, type LawArguments } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  differenceEdges,
  differenceLaws,
  fallsAndRises,
  lipschitzInBoth,
  predictionAndTarget,
  unbounded,
  weightedMeanTrap,
  zeroAtTheTarget,
} from './of-difference.ts';

export const smoothL1 = defineLoss({
  id: 'smooth_l1',
  family: 'regression',
  summary: 'Smooth L1 loss: the absolute difference less beta / 2, rounded off by a parabola below beta.',
  operands: predictionAndTarget,
  params: {
    beta: number(1, nonNegative, 'where the parabola ends; 0 is the absolute difference', { tries: [0, 0.5] }),
  },
  items: ['...'],
  formula:
    'abs(prediction - target) < beta ? (prediction - target)^2 / (2 * beta) : abs(prediction - target) - beta / 2',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: lipschitzInBoth('1'),
    scale: holds({ by: { prediction: 1, target: 1, beta: 1 }, degree: 1 }),
    monotone: holdsFor<LawArguments['monotone']>([{ args: { in: 'beta', direction: 'decreasing' } }], [fallsAndRises]),
    two_routes: holdsFor([
      {
        args: {
          name: 'beta times smooth L1 is Huber with delta = beta',
          loss: 'huber',
          operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: { delta: { copy: 'beta' }, denominator: { copy: 'denominator' } },
          factor: '1 / beta',
        },
        when: { params: { beta: [0.5, 1] } },
      },
      {
        args: {
          name: 'beta 0 is the absolute difference',
          loss: 'mae',
          operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
        },
        when: { params: { beta: 0 } },
      },
    ]),
    limit: holdsFor([
      {
        args: {
          name: 'the absolute difference, at the rate beta / 2',
          becomes: 'abs(prediction - target)',
          within: 'beta / 2',
        },
        when: { absent: ['weight'] },
      },
      {
        args: { name: 'beta 0 is the absolute difference', set: { beta: 0 }, becomes: 'abs(prediction - target)' },
        when: { absent: ['weight'] },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'beta' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...differenceEdges,
    {
      title: 'beta 0, where both are equal and where they differ',
      operands: { prediction: [1, 3], target: [1, 1] },
      params: { beta: 0 },
      reduction: 'none',
      value: [0, 2],
    },
    {
      title: 'beta 0: the gradient has the sign of the difference',
      operands: { prediction: [3, -2], target: [1, 1] },
      params: { beta: 0 },
      reduction: 'sum',
      value: 5,
      gradient: { prediction: [1, -1], target: [-1, 1], beta: -1 },
    },
    { title: 'a negative beta', operands: { prediction: [1], target: [0] }, params: { beta: -1 }, value: 'rejected' },
  ],
  kinks: [{ where: 'prediction = target at beta 0', subdifferential: '[-1, 1]' }],
  examples: [
    {
      title: 'the source lesson, E2: at beta 1 it is Huber with delta 1',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 0.43875,
    },
    {
      title: 'beta 2 at differences of 1, 2 and 3',
      operands: { prediction: [1, 2, 3], target: [0, 0, 0] },
      params: { beta: 2 },
      reduction: 'none',
      value: [0.25, 1, 2],
    },
  ],
  traps: [
    {
      title: 'Huber and smooth L1',
      text: 'Smooth L1 with beta is Huber with delta = beta, divided by beta; the two agree at 1 only. Its line has slope 1, that of Huber delta.',
    },
    {
      title: 'Dividing by beta 0',
      text: 'A parabola that is computed and not chosen divides 0 by 0, and its derivative makes every gradient NaN.',
    },
    weightedMeanTrap,
  ],
  sources: [{ title: 'Girshick: Fast R-CNN (2015)', reference: 'https://doi.org/10.1109/ICCV.2015.169' }],
});
