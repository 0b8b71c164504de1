import { defineLoss } from '../../language/define-loss.ts';
import { positive } from '../../language/domain.ts';
import { holds, holdsFor, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  differenceEdges,
  differenceLaws,
  fallsAndRises,
  predictionAndTarget,
  unbounded,
  weightedMeanTrap,
  zeroAtTheTarget,
} from './of-difference.ts';

export const asymmetricMse = defineLoss({
  id: 'asymmetric_mse',
  family: 'regression',
  summary: 'Asymmetric mean squared error: the squared difference, times a penalty where the prediction is too high.',
  operands: predictionAndTarget,
  params: {
    over_penalty: number(2, positive, 'the factor of predictions above the target; 1 is the squared error', {
      tries: [1, 0.25],
    }),
  },
  items: ['...'],
  formula: '(prediction > target ? over_penalty : 1) * (prediction - target)^2',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: isFalse({
      args: { swap: ['prediction', 'target'] },
      sample: { operands: { prediction: [1], target: [0] } },
      because: 'one too high costs 2, one too low 1',
    }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'absolute', constant: '1' },
      sample: { operands: { prediction: [3], target: [0] }, reduction: 'none' },
      to: { prediction: [4] },
      because: 'the slope grows without bound: from a difference of 3 to 4 the loss grows by 14',
    }),
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 2 }),
    monotone: holdsFor([{ args: { in: 'over_penalty', direction: 'increasing' } }], [fallsAndRises]),
    two_routes: holdsFor([
      {
        args: {
          name: 'with penalty 1 it is the squared error',
          loss: 'mse',
          operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
        },
        when: { params: { over_penalty: 1 } },
      },
      {
        args: {
          name: 'with the operands exchanged, the penalty times that of the reciprocal penalty',
          loss: 'asymmetric_mse',
          operands: { prediction: { copy: 'target' }, target: { copy: 'prediction' }, weight: { copy: 'weight' } },
          params: { over_penalty: { formula: '1 / over_penalty' }, denominator: { copy: 'denominator' } },
          factor: 'over_penalty',
          given: { over_penalty: 'power_of_two' },
        },
      },
    ]),
    limit: holds(
      {
        name: 'penalty 1 is the squared difference',
        set: { over_penalty: 1 },
        becomes: '(prediction - target)^2',
      },
      { absent: ['weight'] },
    ),
    parameter_matters: holdsFor([
      { args: { param: 'over_penalty' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...differenceEdges,
    {
      title: 'penalty 0',
      operands: { prediction: [1], target: [0] },
      params: { over_penalty: 0 },
      value: 'rejected',
    },
    {
      title: 'the gradient on both sides of the target, and on it',
      operands: { prediction: [1, -1, 0], target: [0, 0, 0] },
      reduction: 'sum',
      value: 3,
      gradient: { prediction: [4, -2, 0], target: [-4, 2, 0], over_penalty: 1 },
    },
  ],
  examples: [
    {
      title: 'the source lesson, section 7.3: (2 * 0.25 + 1 + 2) / 3',
      operands: { prediction: [2.5, 1, 3], target: [2, 2, 2] },
      value: 1.1666666666666667,
    },
    {
      title: 'penalty 4, too high by 3 and too low by 3',
      operands: { prediction: [3, -3], target: [0, 0] },
      params: { over_penalty: 4 },
      reduction: 'none',
      value: [36, 9],
    },
  ],
  traps: [
    {
      title: 'Which side',
      text: 'The penalty is on predictions above the target; with target - prediction as the error it moves to the other side.',
    },
    { title: 'Penalty inside the square', text: '(a e)^2 penalises by a^2.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Newey, Powell: Asymmetric least squares estimation and testing (1987)',
      reference: 'https://doi.org/10.2307/1911031',
    },
    {
      title: 'Zellner: Bayesian estimation and prediction using asymmetric loss functions (1986)',
      reference: 'https://doi.org/10.1080/01621459.1986.10478289',
    },
  ],
});
