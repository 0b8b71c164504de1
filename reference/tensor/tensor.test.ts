import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { float64 } from '../arithmetic/float64.ts';
import type { Scalar } from '../arithmetic/kernel/scalar.ts';
import type { Shape } from './shape.ts';
import { concat, map, Tensor } from './tensor.ts';

const f64 = (values: ArrayLike<number>, shape: readonly number[]) => float64.tensor(values, shape);
const numbers = (x: ReturnType<typeof f64>): number[] => [...float64.numbers(x)];

describe('a tensor of numbers', () => {
  const x = f64([1, 2, 3, 4, 5, 6], [2, 3]);

  it('takes numbers for tensors', () => {
    expect(numbers(x.add(1))).toEqual([2, 3, 4, 5, 6, 7]);
    expect(numbers(x.sub(1))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbers(x.mul(2))).toEqual([2, 4, 6, 8, 10, 12]);
    expect(numbers(x.div(2))).toEqual([0.5, 1, 1.5, 2, 2.5, 3]);
    expect(numbers(x.neg())).toEqual([-1, -2, -3, -4, -5, -6]);
    expect(numbers(x.square())).toEqual([1, 4, 9, 16, 25, 36]);
    expect(numbers(x.square().sqrt())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers(x.mul(0).exp())).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('reduces all axes by default, and takes axes from the end', () => {
    expect(numbers(x.sum())).toEqual([21]);
    expect(numbers(x.sum(-1))).toEqual([6, 15]);
    expect(numbers(x.mean(0))).toEqual([2.5, 3.5, 4.5]);
    expect(numbers(x.mean())).toEqual([3.5]);
    expect(x.sumKeep(-2).shape).toEqual([1, 3]);
    expect(numbers(x.max())).toEqual([6]);
    expect(numbers(f64([7], []).sum())).toEqual([7]);
    expect(numbers(f64([], [0]).mean())).toEqual([Number.NaN]);
  });

  it('takes its columns', () => {
    expect(x.columns().map(numbers)).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(x.column().shape).toEqual([2, 3, 1]);
    expect(x.moveAxis(1, 1)).toBe(x);
    expect(numbers(x.moveAxis(-1, 0))).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('refuses what does not fit', () => {
    expect(() => x.add(f64([1, 2], [2]))).toThrow('shapes do not agree: [2,3] [2]');
    expect(() => x.matmul(x)).toThrow('inner extents differ');
    expect(x.matmul(x, { transposeB: true }).shape).toEqual([2, 2]);
  });
});

describe('map', () => {
  it('traces a kernel once for each number of operands', () => {
    let traces = 0;
    const kernel = (...xs: Scalar[]): Scalar => {
      traces++;
      return xs.reduce((a, b) => a.add(b));
    };
    const x = f64([1, 2], [2]);
    expect(numbers(map(kernel, x, x))).toEqual([2, 4]);
    expect(numbers(map(kernel, x, x))).toEqual([2, 4]);
    expect(traces).toBe(1);
    expect(numbers(map(kernel, x, x, x))).toEqual([3, 6]);
    expect(traces).toBe(2);
  });
});

describe('open extents', () => {
  // An arithmetic that has no numbers: whatever it is asked for is its answer.
  const shapes = new Proxy({}, { get: (_, key) => (key === 'map' ? () => ['map'] : () => key) }) as Arithmetic<string>;
  const open = (shape: Shape): Tensor<string> => new Tensor(shapes, shape, 'x');

  it('keep their names through every operation', () => {
    const x = open(['N', 'C']);
    expect(x.add(open(['C'])).shape).toEqual(['N', 'C']);
    expect(x.sum(-1).shape).toEqual(['N']);
    expect(x.matmul(open(['C', 4])).shape).toEqual(['N', 4]);
    expect(x.take(open(['N'])).shape).toEqual(['N']);
    expect(x.indices().shape).toEqual(['C']);
    expect(x.moveAxis(0, 1).shape).toEqual(['C', 'N']);
    expect(concat(0, x, open(['M', 'C'])).shape).toEqual(['N+M', 'C']);
    expect(x.count().shape).toEqual([]);
    expect(x.logSumExp().shape).toEqual(['N']);
  });

  it('cannot be split into columns', () => {
    expect(() => open(['N', 'C']).columns()).toThrow('the last extent is not fixed');
    expect(open(['N', 2]).columns()).toHaveLength(2);
  });
});
