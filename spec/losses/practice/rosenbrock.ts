import { defineLoss } from '../../language/define-loss.ts';
import { interval, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, ofFunction, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const rosenbrock = defineLoss({
  id: 'rosenbrock',
  kind: 'function',
  family: 'practice',
  summary: "Rosenbrock's function: a bent valley whose floor falls slowly to (a, a^2), a test of optimisers.",
  operands: { point: operand(['N', 2], real, 'where it is evaluated: two coordinates a point') },
  params: {
    a: number(1, interval(-Infinity, Infinity), 'where the valley is lowest, along the first coordinate', {
      tries: [0, -2],
    }),
    b: number(100, nonNegative, 'how steep the walls of the valley are', { tries: [0, 1] }),
  },
  items: ['N'],
  formula: '(a - point[1])^2 + b * (point[2] - point[1]^2)^2',
  reductions: ['none'],
  laws: {
    ...ofFunction,
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    attains_infimum: holds({
      operand: 'point',
      minimiser: 'map(indices(2), f(k) = k == 1 ? a : a^2)',
      infimum: '0',
    }),
    convex: isFalse({
      args: { in: ['point'] },
      sample: { operands: { point: [[-1, 1]] } },
      to: { point: [[1, 1]] },
      because: 'the valley is bent: 4 and 0 at its ends, 101 between them',
    }),
    lipschitz: isFalse({
      args: { in: 'point', norm: 'euclidean', constant: '100' },
      sample: { operands: { point: [[0, 0]] } },
      to: { point: [[0, 2]] },
      because: 'the walls rise as a square: by 400 over a distance of 2',
    }),
    scale: isFalse({
      args: { by: { point: 1 }, degree: 2 },
      sample: { operands: { point: [[1, 1]] } },
      because: 'it is of fourth degree in the first coordinate, and of second in the other',
    }),
    translation: isFalse({
      args: { together: ['point'], shift: 'coordinate' },
      sample: { operands: { point: [[1, 1]] } },
      because: 'its minimum has a place',
    }),
    rotation: isFalse({
      args: { together: ['point'] },
      sample: { operands: { point: [[1, 1]] } },
      because: 'the valley lies along the first coordinate',
    }),
    monotone: holds({ in: 'b', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 100 },
      sample: { operands: { point: [[0, 2]] } },
      because: 'it has no upper bound',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({ name: 'without walls it is a parabola', set: { b: 0 }, becomes: '(a - point[1])^2' }),
    descends: holds({ in: ['point'] }),
    parameter_matters: holdsFor([{ args: { param: 'a' } }, { args: { param: 'b' } }]),
  },
  edges: [
    { title: 'no points', operands: { point: [] }, value: [], gradient: { point: [] } },
    { title: 'the minimum', operands: { point: [[1, 1]] }, value: [0], gradient: { point: [[0, 0]] } },
    {
      title: 'NaN stays with its point',
      operands: {
        point: [
          [Number.NaN, 0],
          [1, 1],
        ],
      },
      value: [Number.NaN, 0],
    },
    { title: 'far up the wall', operands: { point: [[0, Infinity]] }, value: [Infinity] },
  ],
  examples: [
    { title: 'the origin', operands: { point: [[0, 0]] }, value: [1] },
    {
      title: 'the usual start: (2.2)^2 + 100 (1 - 1.44)^2',
      operands: { point: [[-1.2, 1]] },
      value: [24.2],
    },
    {
      title: 'along the floor of the valley, and at its end',
      operands: {
        point: [
          [0.5, 0.25],
          [2, 4],
        ],
      },
      params: { a: 2 },
      value: [2.25, 0],
    },
  ],
  traps: [
    {
      title: 'Which coordinate is squared',
      text: 'The valley is w2 = w1^2; with the two exchanged the minimum stays at (1, 1), and every other value changes.',
    },
    {
      title: 'The gradient in the first coordinate',
      text: 'It has two parts: -2 (a - w1), and -4 b w1 (w2 - w1^2) through the square inside the square.',
    },
    {
      title: 'Slow is not stuck',
      text: 'Along the floor the gradient is small long before the minimum: a small step is no sign of having arrived.',
    },
  ],
  sources: [
    {
      title: 'Rosenbrock: An automatic method for finding the greatest or least value of a function (1960)',
      reference: 'https://doi.org/10.1093/comjnl/3.3.175',
    },
  ],
});
