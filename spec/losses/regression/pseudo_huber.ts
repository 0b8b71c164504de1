import { defineLoss } from '../../language/define-loss.ts';
import { positive } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable } from '../../language/law.ts';
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

export const pseudoHuber = defineLoss({
  id: 'pseudo_huber',
  family: 'regression',
  summary: 'Pseudo-Huber loss: a hyperbola, half the squared difference near 0 and of slope delta far out.',
  operands: predictionAndTarget,
  params: { delta: number(1, positive, 'the slope far out, and where the parabola bends', { tries: [0.1, 1.5] }) },
  items: ['...'],
  formula: 'delta^2 * (sqrt(1 + ((prediction - target) / delta)^2) - 1)',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: lipschitzInBoth('delta'),
    scale: holds({ by: { prediction: 1, target: 1, delta: 1 }, degree: 2 }),
    monotone: holdsFor([{ args: { in: 'delta', direction: 'increasing' } }], [fallsAndRises]),
    two_routes: inapplicable('no other entry computes it from the same input up to a factor'),
    limit: holdsFor([
      {
        args: {
          name: 'half the squared difference',
          becomes: '(prediction - target)^2 / 2',
          within: '(prediction - target)^4 / (8 * delta^2)',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'delta times the absolute difference, at the rate delta^2',
          becomes: 'delta * abs(prediction - target)',
          within: 'delta^2',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'delta times what the Charbonnier loss of eps = delta has above its least value',
          becomes: 'delta * (sqrt((prediction - target)^2 + delta^2) - delta)',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'Huber less at most delta^2 / 2',
          becomes:
            '(abs(prediction - target) <= delta ? (prediction - target)^2 / 2 : delta * (abs(prediction - target) - delta / 2)) - delta^2 / 4',
          within: 'delta^2 / 4',
        },
        when: { absent: ['weight'] },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'delta' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...differenceEdges,
    { title: 'delta 0', operands: { prediction: [1], target: [0] }, params: { delta: 0 }, value: 'rejected' },
    { title: 'a negative delta', operands: { prediction: [1], target: [0] }, params: { delta: -1 }, value: 'rejected' },
    {
      title: 'a tiny difference: half its square, not 0',
      operands: { prediction: [2 ** -100], target: [0] },
      value: 2 ** -201,
      gradient: { prediction: [2 ** -100] },
    },
  ],
  examples: [
    {
      title: 'at E2',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 0.3692808792779171,
    },
    {
      title: 'delta 3 at a difference of 4: 9 (5/3 - 1)',
      operands: { prediction: [4], target: [0] },
      params: { delta: 3 },
      value: 6,
    },
    {
      title: 'delta 2 at a difference of 3',
      operands: { prediction: [3], target: [0] },
      params: { delta: 2 },
      value: 3.2111025509279787,
    },
  ],
  traps: [
    {
      title: 'Digits near 0',
      text: 'sqrt(1 + x^2) - 1 is 0 for x below 1e-8 in float64 (3e-4 in float32), where the loss is x^2 / 2; x^2 / (sqrt(1 + x^2) + 1) has all digits.',
    },
    {
      title: 'The factor delta^2',
      text: 'Without it the loss is 1 / delta^2 as large and its slope at most 1 / delta.',
    },
    { title: 'Overflow', text: '(e / delta)^2 overflows from 1.3e154 on in float64 and from 256 on in float16.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Charbonnier, Blanc-Feraud, Aubert, Barlaud: Deterministic edge-preserving regularization (1997)',
      reference: 'https://doi.org/10.1109/83.551699',
    },
    {
      title: 'Hartley, Zisserman: Multiple view geometry in computer vision (2004), appendix 6.8',
      reference: 'https://doi.org/10.1017/CBO9780511811685',
    },
  ],
});
