import { defineLoss } from '../../language/define-loss.ts';
import { probability } from '../../language/domain.ts';
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

export const pinball = defineLoss({
  id: 'pinball',
  family: 'regression',
  summary:
    'Pinball (quantile) loss: tau times what the prediction is too low by, 1 - tau times what it is too high by.',
  operands: predictionAndTarget,
  params: { tau: number(0.5, probability, 'the quantile that minimises it', { tries: [0, 0.1, 0.75, 1] }) },
  items: ['...'],
  formula: 'max(tau * (target - prediction), (tau - 1) * (target - prediction))',
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
    lipschitz: lipschitzInBoth('max(tau, 1 - tau)'),
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 1 }),
    two_routes: holdsFor([
      {
        args: {
          name: 'at the median it is half the absolute difference',
          loss: 'mae',
          operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
          factor: '1 / 2',
        },
        when: { params: { tau: 0.5 } },
      },
      {
        args: {
          name: 'with the operands exchanged, that of the quantile 1 - tau',
          loss: 'pinball',
          operands: { prediction: { copy: 'target' }, target: { copy: 'prediction' }, weight: { copy: 'weight' } },
          params: { tau: { formula: '1 - tau' }, denominator: { copy: 'denominator' } },
          given: { tau: 'grid' },
        },
      },
    ]),
    limit: holdsFor([
      {
        args: {
          name: 'tau 1 counts what is too low',
          set: { tau: 1 },
          becomes: 'max(target - prediction, 0)',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'tau 0 counts what is too high',
          set: { tau: 0 },
          becomes: 'max(prediction - target, 0)',
        },
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
      operands: { prediction: [1, -1], target: [0, 0] },
      params: { tau: 0.25 },
      reduction: 'sum',
      value: 1,
      gradient: { prediction: [0.75, -0.25], target: [-0.75, 0.25], tau: 0 },
    },
  ],
  kinks: [{ where: 'prediction = target', subdifferential: '[-tau, 1 - tau]' }],
  examples: [
    {
      title: 'the quantile 0.75: too low by 2, too high by 2',
      operands: { prediction: [0, 4], target: [2, 2] },
      params: { tau: 0.75 },
      reduction: 'none',
      value: [1.5, 0.5],
    },
    {
      title: 'the median of E1: half of 0.325',
      operands: { prediction: [2.5, 0, 2.1, 7.8], target: [3, -0.5, 2, 8] },
      value: 0.1625,
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
      text: 'tau weighs what the prediction is too low by, target - prediction > 0; with the other sign the minimiser is the quantile 1 - tau.',
    },
    { title: 'The median', text: 'At tau 1/2 it is half of the absolute difference, not all of it.' },
    { title: 'tau 0', text: 'A default written `tau || 0.5` ignores the value 0.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Koenker, Bassett: Regression quantiles (1978)',
      reference: 'https://doi.org/10.2307/1913643',
    },
  ],
});
