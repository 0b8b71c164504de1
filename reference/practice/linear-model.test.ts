import { describe, expect, it } from 'vitest';
import { linearRegression } from '../index.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { gradientDescent, type Landscape, type Point } from './gradient-descent.ts';

/** Sixteen items with two features, on a grid, so that nothing is drawn by chance. */
const input = Array.from({ length: 16 }, (_, i) => [((i * 5) % 16) / 8 - 1, ((i * 7 + 3) % 16) / 8 - 1]);
const planted = { coefficient: [2, -3], bias: 0.5 } as const;
const targetOf = ([x = 0, y = 0]: readonly number[]): number => 2 * x - 3 * y + 0.5;
const target = input.map(targetOf);
const start: Point = { coefficient: tensorData([0, 0], [2]), bias: tensorData([0], []) };

/** What the model costs under one of the three errors. */
const landscapeOf =
  (error: 'squared' | 'absolute' | 'huber', targets: readonly number[] = target): Landscape =>
  ({ coefficient, bias }) => {
    const operands = { input, coefficient: coefficient!, bias: bias!, target: targets };
    return {
      value: linearRegression(operands, { error }),
      gradient: linearRegression.gradient(operands, { error, wrt: ['coefficient', 'bias'] }),
    };
  };

const distanceFromPlanted = ({ coefficient, bias }: Point): number =>
  Math.hypot(
    coefficient!.data[0]! - planted.coefficient[0],
    coefficient!.data[1]! - planted.coefficient[1],
    bias!.data[0]! - planted.bias,
  );

describe('gradient descent on a linear model', () => {
  it('recovers the planted weights under squared errors, each step cheaper than the one before', () => {
    const { at, values } = gradientDescent(landscapeOf('squared'), start, { rate: 0.5, steps: 200 });
    expect(distanceFromPlanted(at)).toBeLessThan(1e-9);
    for (const [i, value] of values.slice(1, 60).entries()) expect(value).toBeLessThan(values[i]!);
  });

  it('recovers them under Huber', () => {
    const { at } = gradientDescent(landscapeOf('huber'), start, { rate: 1, steps: 200 });
    expect(distanceFromPlanted(at)).toBeLessThan(1e-9);
  });

  it('recovers them under absolute errors with a falling rate, and only nearly with a fixed one', () => {
    const falling = gradientDescent(landscapeOf('absolute'), start, { rate: (step) => 0.98 ** step, steps: 1000 });
    expect(distanceFromPlanted(falling.at)).toBeLessThan(1e-6);
    const fixed = gradientDescent(landscapeOf('absolute'), start, { rate: 0.25, steps: 1000 });
    expect(distanceFromPlanted(fixed.at)).toBeGreaterThan(1e-3);
    expect(distanceFromPlanted(fixed.at)).toBeLessThan(0.5);
  });

  it('is drawn away by one wild target under squared errors, and not under absolute ones', () => {
    const wild = target.map((y, i) => (i === 0 ? y + 100 : y));
    const squared = gradientDescent(landscapeOf('squared', wild), start, { rate: 0.5, steps: 500 });
    const absolute = gradientDescent(landscapeOf('absolute', wild), start, { rate: (s) => 0.98 ** s, steps: 1000 });
    expect(distanceFromPlanted(squared.at)).toBeGreaterThan(5);
    expect(distanceFromPlanted(absolute.at)).toBeLessThan(1e-6);
  });

  it('says so where the rate is too large', () => {
    expect(() => gradientDescent(landscapeOf('squared'), start, { rate: 4, steps: 2000 })).toThrow(/rate is too large/);
  });
});
