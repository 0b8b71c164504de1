import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive } from '../../language/domain.ts';
import { holds, holdsFor, isFalse, type LawArguments } from '../../language/law.ts';
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

export const wing = defineLoss({
  id: 'wing',
  family: 'regression',
  summary:
    'Wing loss: w log(1 + difference / epsilon) for differences below w, the absolute difference less a constant beyond.',
  operands: predictionAndTarget,
  params: {
    w: number(10, nonNegative, 'up to which difference the logarithm holds; 0 is the absolute difference', {
      tries: [0, 1, 5],
    }),
    epsilon: number(2, positive, 'how much the logarithm bends: its slope at 0 is w / epsilon', { tries: [0.5, 16] }),
  },
  items: ['...'],
  formula: [
    'e = abs(prediction - target)',
    'e < w ? w * log(1 + e / epsilon) : e - (w - w * log(1 + w / epsilon))',
  ].join('; '),
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: isFalse({
      args: { in: ['prediction'] },
      sample: { operands: { prediction: [0], target: [0] } },
      to: { prediction: [8] },
      because: 'up to w it bends down, as the logarithm: 10 log 3 in the middle and 10 log 5 at the end',
    }),
    lipschitz: lipschitzInBoth('max(1, w / epsilon)'),
    scale: holds({ by: { prediction: 1, target: 1, w: 1, epsilon: 1 }, degree: 1 }),
    monotone: holdsFor<LawArguments['monotone']>(
      [{ args: { in: 'epsilon', direction: 'decreasing' }, when: { absent: ['weight'] } }],
      [
        {
          args: { in: 'prediction', direction: 'increasing' },
          sample: { operands: { prediction: [-1], target: [0] }, reduction: 'none' },
          to: { prediction: [0] },
          because: 'it falls towards the target and rises behind it',
        },
      ],
    ),
    two_routes: holds(
      {
        name: 'w 0 is the absolute difference',
        loss: 'mae',
        operands: { prediction: { copy: 'prediction' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
        params: { denominator: { copy: 'denominator' } },
      },
      { params: { w: 0 } },
    ),
    limit: holdsFor([
      {
        args: {
          name: 'the absolute difference, as w vanishes',
          becomes: 'abs(prediction - target)',
          within: 'w * max(1, log(1 + w / epsilon))',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'beyond all differences w times the logarithm',
          set: { w: { atLeast: '1 + abs(prediction - target)' } },
          becomes: 'w * log(1 + abs(prediction - target) / epsilon)',
        },
        when: { absent: ['weight'] },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'w' } },
      { args: { param: 'epsilon' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...differenceEdges,
    { title: 'epsilon 0', operands: { prediction: [1], target: [0] }, params: { epsilon: 0 }, value: 'rejected' },
    { title: 'a negative w', operands: { prediction: [1], target: [0] }, params: { w: -1 }, value: 'rejected' },
    {
      title: 'w 0: the gradient has the sign of the difference',
      operands: { prediction: [3, -2], target: [1, 1] },
      params: { w: 0 },
      reduction: 'sum',
      value: 5,
      gradient: { prediction: [1, -1], target: [-1, 1], epsilon: 0 },
    },
    {
      title: 'a tiny difference: w / epsilon times as much, not 0',
      operands: { prediction: [2 ** -100], target: [0] },
      params: { w: 1, epsilon: 0.5 },
      value: 2 ** -99,
      gradient: { prediction: [2] },
    },
    {
      title: 'beyond w the slope is 1',
      operands: { prediction: [13], target: [0] },
      params: { w: 1, epsilon: 1 },
      value: 12 + Math.LN2,
      gradient: { prediction: [1], w: 0.19314718055994531, epsilon: -0.5 },
    },
  ],
  kinks: [
    { where: 'prediction = target', subdifferential: '[-w / epsilon, w / epsilon]' },
    {
      where: 'abs(prediction - target) = w',
      subdifferential: 'between w / (epsilon + w) and 1, with the sign of the difference',
    },
  ],
  examples: [
    {
      title: 'at E2',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 2.970561118394492,
    },
    {
      title: 'differences of 1, 10 and 13: 10 log 1.5, 10 log 6 and 3 more',
      operands: { prediction: [1, 10, 13], target: [0, 0, 0] },
      reduction: 'none',
      value: [4.054651081081643, 17.91759469228055, 20.91759469228055],
    },
    {
      title: 'w 5 and epsilon 0.5 at differences of 1, 5 and 7',
      operands: { prediction: [1, 5, 7], target: [0, 0, 0] },
      params: { w: 5, epsilon: 0.5 },
      reduction: 'none',
      value: [5.493061443340548, 11.989476363991853, 13.989476363991853],
    },
  ],
  traps: [
    {
      title: 'log(1 + x)',
      text: 'Written out it is 0 for differences below 1e-16 epsilon (6e-8 in float32), and has few digits soon above; log1p keeps all.',
    },
    {
      title: 'The constant',
      text: 'w - w log(1 + w / epsilon) joins the pieces. It depends on both parameters: one that is kept from other values makes the loss jump at w, and a piece that is negative.',
    },
    {
      title: 'Defaults',
      text: 'MMPose has w 10 and epsilon 2, with which the paper has its best results; pytorch-toolbelt has 5 and 0.5.',
    },
    {
      title: 'Normalised landmarks',
      text: 'w and epsilon are in the units of the differences. With coordinates from 0 to 1 a w of 10 never ends: the loss is the logarithm alone.',
    },
    {
      title: 'What a mean is over',
      text: 'Code for landmarks adds the elements of an item and divides by the number of items alone.',
    },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Feng, Kittler, Awais, Huber, Wu: Wing loss for robust facial landmark localisation (2018), equation 5',
      reference: 'https://arxiv.org/abs/1711.06753',
    },
  ],
});
