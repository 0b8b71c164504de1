import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable } from '../../language/law.ts';
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

export const mae = defineLoss({
  id: 'mae',
  family: 'regression',
  summary: 'Mean absolute error (L1 loss): the magnitude of the difference between prediction and target.',
  operands: predictionAndTarget,
  items: ['...'],
  formula: 'abs(prediction - target)',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: lipschitzInBoth('1'),
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 1 }),
    two_routes: holdsFor([
      {
        args: {
          name: 'of the difference against 0',
          loss: 'mae',
          operands: { prediction: 'prediction - target', target: '0', weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
          given: { prediction: 'grid', target: 'grid' },
        },
      },
      {
        args: {
          name: 'half the Laplace negative log-likelihood at scale 1/2',
          loss: 'laplace_nll',
          operands: {
            location: { copy: 'prediction' },
            target: { copy: 'target' },
            scale: '1 / 2',
            weight: { copy: 'weight' },
          },
          params: { denominator: { copy: 'denominator' } },
          factor: '1 / 2',
        },
      },
    ]),
    limit: inapplicable('no parameter enters the formula'),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    ...differenceEdges,
    {
      title: 'all weights zero',
      operands: { prediction: [1], target: [0], weight: [0] },
      value: Number.NaN,
      gradient: { prediction: [0] },
    },
  ],
  kinks: [{ where: 'prediction = target', subdifferential: '[-1, 1]' }],
  examples: [
    {
      title: 'the source lesson, E1',
      operands: { prediction: [2.5, 0, 2.1, 7.8], target: [3, -0.5, 2, 8] },
      value: 0.325,
    },
    { title: 'weighted: 7 / 4', operands: { prediction: [1, 2], target: [0, 0], weight: [1, 3] }, value: 1.75 },
    {
      title: 'weighted, divided by the number of elements: 7 / 2',
      operands: { prediction: [1, 2], target: [0, 0], weight: [1, 3] },
      params: { denominator: 'count' },
      value: 3.5,
    },
  ],
  traps: [
    {
      title: 'The gradient at 0',
      text: 'Libraries give 0, 1 or -1 where prediction and target are equal; all of them are subgradients, 2 is none.',
    },
    {
      title: 'sqrt of the square',
      text: 'sqrt(e^2) overflows from 1e154 on in float64, and its derivative at 0 is NaN.',
    },
    weightedMeanTrap,
    { title: "The lesson's value", text: 'The source lesson prints 0.2250 for E1; it is 0.325.' },
  ],
  sources: [
    {
      title: 'Willmott, Matsuura: Advantages of the mean absolute error over the root mean square error (2005)',
      reference: 'https://doi.org/10.3354/cr030079',
    },
  ],
});
