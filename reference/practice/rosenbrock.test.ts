import { expect, it } from 'vitest';
import { rosenbrock } from '../index.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { gradientDescent, type Landscape } from './gradient-descent.ts';

const landscape: Landscape = ({ point }) => ({
  value: rosenbrock({ point: point! }).data[0]!,
  gradient: rosenbrock.gradient({ point: point! }, { wrt: ['point'] }),
});
const start = { point: tensorData([-1.2, 1], [1, 2]) };

it('goes down to the floor of the valley at once, and along it slowly', () => {
  const { values } = gradientDescent(landscape, start, { rate: 1e-3, steps: 5000 });
  expect(values[0]).toBeCloseTo(24.2, 12);
  expect(values[20]).toBeLessThan(5);
  expect(values[5000]).toBeGreaterThan(1e-3);
  for (const [i, value] of values.slice(1).entries()) expect(value).toBeLessThan(values[i]!);
});

it('arrives at (1, 1) in the end', () => {
  const { at, values } = gradientDescent(landscape, start, { rate: 1e-3, steps: 20_000 });
  expect(values.at(-1)).toBeLessThan(1e-5);
  expect(at.point!.data[0]).toBeCloseTo(1, 2);
  expect(at.point!.data[1]).toBeCloseTo(1, 2);
});
