import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

export const huber = defineLoss({
  id: 'huber',
  family: 'regression',
  summary: 'Huber loss: half the squared difference up to delta, a straight line of slope delta beyond.',
  operands: {
    prediction: operand(['...'], real, 'what the model says'),
    target: operand(['...'], real, 'what is true'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: { delta: number(1, positive, 'where the parabola ends', { tries: [0.1, 1.5] }) },
  items: ['...'],
  formula:
    'abs(prediction - target) <= delta ? (prediction - target)^2 / 2 : delta * (abs(prediction - target) - delta / 2)',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: holdsFor([
      { args: { in: 'prediction', norm: 'absolute', constant: 'delta' }, when: { absent: ['weight'] } },
      { args: { in: 'target', norm: 'absolute', constant: 'delta' }, when: { absent: ['weight'] } },
    ]),
    scale: holds({ by: { prediction: 1, target: 1, delta: 1 }, degree: 2 }),
    translation: holds({ together: ['prediction', 'target'], shift: 'all' }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor(
      [{ args: { in: 'delta', direction: 'increasing' } }],
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
      because: 'it grows without bound: 3.5 at a difference of 4',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holdsFor([
      {
        args: {
          name: 'half the squared difference up to delta',
          becomes: '(prediction - target)^2 / 2',
          within: 'max(0, abs(prediction - target) - delta)^2 / 2',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'delta times the absolute difference, at the rate delta^2 / 2',
          becomes: 'delta * abs(prediction - target)',
          within: 'delta^2 / 2',
        },
        when: { absent: ['weight'] },
      },
    ]),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holdsFor([
      { args: { param: 'delta' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    { title: 'an infinite prediction', operands: { prediction: [-Infinity], target: [0] }, value: Infinity },
    { title: 'infinity against itself', operands: { prediction: [Infinity], target: [Infinity] }, value: Number.NaN },
    {
      title: 'infinity under weight 0',
      operands: { prediction: [Infinity, 1], target: [0, 0], weight: [0, 1] },
      value: 0.5,
      gradient: { prediction: [0, 1] },
    },
    { title: 'delta 0', operands: { prediction: [1], target: [0] }, params: { delta: 0 }, value: 'rejected' },
    { title: 'a negative delta', operands: { prediction: [1], target: [0] }, params: { delta: -1 }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the source lesson, E2',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 0.43875,
    },
    {
      title: 'delta 2 at differences of 1, 2 and 3',
      operands: { prediction: [1, 2, 3], target: [0, 0, 0] },
      params: { delta: 2 },
      reduction: 'none',
      value: [0.5, 2, 4],
    },
  ],
  traps: [
    {
      title: 'Huber and smooth L1',
      text: 'Smooth L1 with beta is Huber with delta = beta, divided by beta; the two agree at 1 only.',
    },
    { title: 'The missing half', text: 'e^2 without the factor 1/2 does not meet the line delta (|e| - delta/2).' },
    {
      title: 'Weighted mean',
      text: 'Sibling functions of one library divide one by the summed weights and the other by the number of elements.',
    },
    { title: "The lesson's value", text: 'The source lesson prints 0.4125 for E2; it is 0.43875.' },
  ],
  sources: [
    {
      title: 'Huber: Robust estimation of a location parameter (1964)',
      reference: 'https://doi.org/10.1214/aoms/1177703732',
    },
  ],
});
