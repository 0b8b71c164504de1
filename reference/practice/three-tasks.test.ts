import { expect, it } from 'vitest';
import { type Float64Rep, float64 } from '../arithmetic/float64.ts';
import { evaluate } from '../evaluate.ts';
import { binaryFocal, crossEntropy, huber } from '../index.ts';
import type { AnyLossText } from '../losses/loss-reference.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type TensorData, tensorData } from '../tensor/tensor-data.ts';
import { gradientDescent, type Point } from './gradient-descent.ts';
import { threeTaskBalance, threeTaskLosses } from './three-tasks.ts';

const items = 24;
/** Two features on a grid and a one, for the biases. */
const rows = Array.from({ length: items }, (_, i) => [((i * 5) % items) / 12 - 1, ((i * 7 + 3) % items) / 12 - 1, 1]);
const numbers = (of: (row: readonly number[], i: number) => number): TensorData => tensorData(rows.map(of), [items]);
const given = {
  features: tensorData(rows.flat(), [items, 3]),
  // Classes that a line separates, but for every eighth item.
  label: numbers(([x = 0], i) => (i % 8 === 0 ? 2 : x < 0 ? 0 : 1)),
  // An amount that is linear in the features but for a saw of 4: the noisy task.
  amount: numbers(([x = 0, y = 0], i) => 3 * x - 2 * y + (i % 2 === 0 ? 4 : -4)),
  flag: numbers(([, y = 0]) => (y > 0.6 ? 1 : 0)),
};
const scalars = {
  label_smoothing: tensorData([0], []),
  delta: tensorData([1], []),
  gamma: tensorData([2], []),
  alpha: tensorData([0.25], []),
};
const zeros = (...shape: number[]): TensorData => tensorData(new Float64Array(shape.reduce((a, b) => a * b, 1)), shape);
const start: Point = {
  label_head: zeros(3, 3),
  amount_head: zeros(3, 1),
  flag_head: zeros(3, 1),
  log_variance: zeros(3),
};

const lift = (x: TensorData): Tensor<Float64Rep> => new Tensor(float64, x.shape, x.data);
function at(text: unknown, point: Point, wrt: readonly string[] = []) {
  const operands = { ...given, ...scalars, ...point };
  const { value, gradients } = evaluate(text as AnyLossText, float64, lift, operands, { reduction: 'sum' }, wrt);
  return { value: float64.numbers(value), gradients: gradients.map((g) => float64.numbers(g)) };
}
function landscape(point: Point) {
  const names = Object.keys(point);
  const { value, gradients } = at(threeTaskBalance, point, names);
  const gradient = names.map((name, i) => [name, tensorData(gradients[i]!, point[name]!.shape)]);
  return { value: value[0]!, gradient: Object.fromEntries(gradient) as Point };
}

it('starts as the plain sum of what the three losses are alone', () => {
  const logits = rows.map(() => [0, 0, 0]);
  const alone = [
    crossEntropy({ logits, target: given.label }, { class_axis: -1 }),
    huber({ prediction: rows.map(() => 0), target: given.amount }),
    binaryFocal({ logits: rows.map(() => 0), target: given.flag }, { gamma: 2, alpha: 0.25, balanced: true }),
  ];
  expect([...at(threeTaskLosses, start).value]).toEqual(alone);
  expect(landscape(start).value).toBeCloseTo(alone[0]! + alone[1]! + alone[2]!, 14);
});

it('balances the tasks: each weight becomes the inverse of its loss, whatever the scale of the losses', () => {
  // The weights exp(-s) on the way.
  const weights: number[][] = [];
  const tracked = (point: Point) => {
    weights.push(Array.from(point.log_variance!.data, (s) => Math.exp(-s)));
    return landscape(point);
  };
  const { at: end, values } = gradientDescent(tracked, start, { rate: 0.02, steps: 3000 });
  expect(weights[0]).toEqual([1, 1, 1]);
  expect(weights).toHaveLength(3001);
  for (const [i, value] of values.slice(1).entries()) expect(value).toBeLessThan(values[i]!);

  const losses = at(threeTaskLosses, end).value;
  const [ofLabel, ofAmount, ofFlag] = weights.at(-1) as [number, number, number];
  // The noisy amount counts least, the nearly solved flag most.
  expect(ofAmount).toBeLessThan(1);
  expect(ofFlag).toBeGreaterThan(10 * ofLabel);
  expect(ofLabel).toBeGreaterThan(ofAmount);
  // At the optimum of s a weighted loss is 1; the flag is still falling, and its weight follows.
  expect(ofLabel * losses[0]!).toBeCloseTo(1, 1);
  expect(ofAmount * losses[1]!).toBeCloseTo(1, 1);
  // The value may be negative, and is: 3 + sum of log L.
  expect(values.at(-1)).toBeLessThan(0);
});
