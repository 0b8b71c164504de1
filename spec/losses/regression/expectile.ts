import { defineLoss } from '../../language/define-loss.ts';
import { probability } from '../../language/domain.ts';
import { holds, holdsFor, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  differenceEdges,
  differenceLaws,
  predictionAndTarget,
  unbounded,
  weightedMeanTrap,
  zeroAtTheTarget,
} from './of-difference.ts';

export const expectile = defineLoss({
  id: 'expectile',
  family: 'regression',
  summary:
    'Expectile loss: the squared difference, tau times where the prediction is too low, 1 - tau times where it is too high.',
  operands: predictionAndTarget,
  params: { tau: number(0.5, probability, 'the expectile that minimises it', { tries: [0, 0.1, 0.75, 1] }) },
  items: ['...'],
  formula: '(target > prediction ? tau : 1 - tau) * (target - prediction)^2',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    zero_iff_equal: holds(
      { operands: ['prediction', 'target'] },
      { params: { tau: { min: 2 ** -8, max: 1 - 2 ** -8 } } },
      [
        {
          args: { operands: ['prediction', 'target'] },
          sample: { operands: { prediction: [1], target: [0] }, params: { tau: 1 } },
          because: 'at tau 1 nothing is too high',
        },
      ],
    ),
    symmetric: isFalse({
      args: { swap: ['prediction', 'target'] },
      sample: { operands: { prediction: [1], target: [0] }, params: { tau: 0.25 } },
      because: 'one too high costs 0.75, one too low 0.25',
    }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'absolute', constant: '1' },
      sample: { operands: { prediction: [3], target: [0] }, reduction: 'none' },
      to: { prediction: [4] },
      because: 'the slope grows without bound: from a difference of 3 to 4 the loss grows by 3.5',
    }),
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 2 }),
    two_routes: holdsFor([
      {
        args: {
          name: 'at tau 1/2 it is half the squared difference',
          loss: 'mse',
          operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
          factor: '1 / 2',
        },
        when: { params: { tau: 0.5 } },
      },
      {
        args: {
          name: 'with the operands exchanged, that of the expectile 1 - tau',
          loss: 'expectile',
          operands: { prediction: { copy: 'target' }, target: { copy: 'prediction' }, weight: { copy: 'weight' } },
          params: { tau: { formula: '1 - tau' }, denominator: { copy: 'denominator' } },
          given: { tau: 'grid' },
        },
      },
    ]),
    limit: holdsFor([
      {
        args: { name: 'tau 1 counts what is too low', set: { tau: 1 }, becomes: 'max(target - prediction, 0)^2' },
        when: { absent: ['weight'] },
      },
      {
        args: { name: 'tau 0 counts what is too high', set: { tau: 0 }, becomes: 'max(prediction - target, 0)^2' },
        when: { absent: ['weight'] },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'tau' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...differenceEdges,
    { title: 'tau above 1', operands: { prediction: [1], target: [0] }, params: { tau: 1.5 }, value: 'rejected' },
    { title: 'a negative tau', operands: { prediction: [1], target: [0] }, params: { tau: -0.5 }, value: 'rejected' },
    {
      title: 'the gradients on both sides',
      operands: { prediction: [2, -1], target: [0, 0] },
      params: { tau: 0.25 },
      reduction: 'sum',
      value: 3.25,
      gradient: { prediction: [3, -0.5], target: [-3, 0.5], tau: -3 },
    },
  ],
  kinks: [],
  examples: [
    {
      title: 'the expectile 0.75: too low by 2, too high by 2',
      operands: { prediction: [0, 4], target: [2, 2] },
      params: { tau: 0.75 },
      reduction: 'none',
      value: [3, 1],
    },
    {
      title: 'the mean of E1: half of 0.1375',
      operands: { prediction: [2.5, 0, 2.1, 7.8], target: [3, -0.5, 2, 8] },
      value: 0.06875,
    },
    {
      title: 'tau 0.9, one too low',
      operands: { prediction: [0], target: [1] },
      params: { tau: 0.9 },
      value: 0.9,
    },
  ],
  traps: [
    {
      title: 'The sign of the error',
      text: 'tau weighs what the prediction is too low by, target - prediction > 0; with the other sign the minimiser is the expectile 1 - tau. In offline reinforcement learning the error is target value minus predicted value.',
    },
    { title: 'The mean', text: 'At tau 1/2 it is half of the squared difference, not all of it.' },
    {
      title: 'No quantile',
      text: 'The minimiser is an expectile, which lies nearer to the mean than the quantile of the same tau.',
    },
    { title: 'tau 0', text: 'A default written `tau || 0.5` ignores the value 0.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Newey, Powell: Asymmetric least squares estimation and testing (1987)',
      reference: 'https://doi.org/10.2307/1911031',
    },
    {
      title: 'Kostrikov, Nair, Levine: Offline reinforcement learning with implicit Q-learning (2021), equation 4',
      reference: 'https://arxiv.org/abs/2110.06169',
    },
  ],
});
