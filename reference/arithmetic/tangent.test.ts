import { describe, expect, it } from 'vitest';
import type { Shape } from '../tensor/shape.ts';
import { map, type Tensor } from '../tensor/tensor.ts';
import { Float64, type Float64Rep, float64 } from './float64.ts';
import { abs, exp, select, sigmoid, softplus } from './kernel/functions.ts';
import type { Program } from './kernel/program.ts';
import { Tangent } from './tangent.ts';

const f64 = (v: ArrayLike<number>, shape: readonly number[]) => float64.tensor(v, shape);
const numbers = (x: Tensor<Float64Rep>): number[] => [...float64.numbers(x)];

describe('a tangent', () => {
  it('is the derivative along all directions together', () => {
    const t = new Tangent(float64);
    const x = t.variable(f64([1, 2], [2]), f64([10, 100], [2]));
    const y = t.variable(f64([3], []), f64([1], []));
    expect(numbers(t.derivative(x.mul(y)))).toEqual([30 + 1, 300 + 2]);
    expect(numbers(t.derivative(x.sum().mul(y)))).toEqual([110 * 3 + 3]);
  });

  it('is zero, in the shape of the result, for what does not move', () => {
    const t = new Tangent(float64);
    const [x, c] = [t.variable(f64([1, 2], [2]), f64([1], [])), t.given(f64([3, 4], [2]))];
    expect(c.mul(2).sum().rep.tangent).toBeUndefined();
    expect(x.hold().rep.tangent).toBeUndefined();
    expect(x.count().rep.tangent).toBeUndefined();
    expect(x.indices().rep.tangent).toBeUndefined();
    // A label enters by comparison only.
    expect(map((a, b) => select(a.eq(1), b, 2), x, c).rep.tangent).toBeUndefined();
    expect(numbers(t.derivative(c.mul(2)))).toEqual([0, 0]);
  });

  it('refuses a direction that does not fit', () => {
    const t = new Tangent(float64);
    expect(() => t.variable(f64([1], []), f64([1, 2], [2]))).toThrow(
      'a direction of shape [2] does not fit a tensor of []',
    );
    expect(() => t.variable(f64([1, 2], [2]), f64([1, 2, 3], [3]))).toThrow('shapes do not agree');
  });

  it('cancels inside one kernel what moves alike', () => {
    const t = new Tangent(float64);
    const direction = f64([0.1, 1 / 3], [2]);
    const [x, y] = [t.variable(f64([5, 7], [2]), direction), t.variable(f64([5, 9], [2]), direction)];
    // At the tie, too: |x - y| does not change when both move together.
    const d = t.derivative(map((a, b) => abs(a.sub(b)), x, y));
    expect(numbers(d).map((v) => v + 0)).toEqual([0, 0]);
  });

  it('is smooth where softplus and sigmoid branch', () => {
    const t = new Tangent(float64);
    const x = t.variable(f64([0, -0], [2]), f64([2], []));
    expect(numbers(t.derivative(map(softplus, x)))).toEqual([1, 1]);
    expect(numbers(t.derivative(map(sigmoid, x)))).toEqual([0.5, 0.5]);
  });

  it('of a maximum is shared between ties, or what the base says', () => {
    const along = (base: Float64): number[] => {
      const t = new Tangent(base);
      const x = t.variable(base.tensor([1, 3, 3], [3]), base.tensor([100, 1, 5], [3]));
      return numbers(t.derivative(x.max()));
    };
    expect(along(float64)).toEqual([3]);
    class Steepest extends Float64 {
      maxTangent(
        x: Tensor<Float64Rep>,
        m: Tensor<Float64Rep>,
        dx: Tensor<Float64Rep>,
        axes: readonly number[],
      ): Float64Rep {
        const among = map((a, top, d) => select(a.eq(top), d, -Infinity), x, m, dx) as Tensor<Float64Rep>;
        return this.max(among, axes);
      }
    }
    expect(along(new Steepest())).toEqual([5]);
  });
});

it('computes nothing where nothing moves', () => {
  let kernels = 0;
  class Counting extends Float64 {
    override map(program: Program, xs: readonly Tensor<Float64Rep>[], shape: Shape): Float64Rep[] {
      kernels++;
      return super.map(program, xs, shape);
    }
  }
  const counting = new Counting();
  const t = new Tangent(counting);
  const [x, c] = [t.variable(counting.tensor([1], [1]), counting.tensor([1], [1])), t.given(counting.tensor([2], [1]))];
  map((a) => exp(a), c);
  c.logSoftmax();
  c.norm();
  expect(kernels).toBe(1);
  // x + c moves as x does.
  const y = x.add(c);
  expect(kernels).toBe(2);
  expect(y.rep.tangent).toBe(x.rep.tangent);
});
