import { describe, expect, it } from 'vitest';
import { type Shape, size } from '../tensor/shape.ts';
import { map, type Tensor } from '../tensor/tensor.ts';
import { Float64, type Float64Rep, float64 } from './float64.ts';
import { abs, log, select, sigmoid, softplus, sqrt, square } from './kernel/functions.ts';
import type { Program } from './kernel/program.ts';
import { type Node, Tape } from './tape.ts';

const f64 = (v: ArrayLike<number>, shape: readonly number[]) => float64.tensor(v, shape);
const numbers = (x: Tensor<Float64Rep> | undefined): number[] => [...float64.numbers(x!)];
/** float64 that counts the numbers which its kernels are asked for. */
class Counting extends Float64 {
  elements = 0;
  override map(program: Program, xs: readonly Tensor<Float64Rep>[], shape: Shape): Float64Rep[] {
    this.elements += size(shape) * program.results.length;
    return super.map(program, xs, shape);
  }
}

describe('a gradient', () => {
  it('has the shape of its variable and is 0 where the result does not depend on it', () => {
    const tape = new Tape(float64);
    const [x, y, z] = [
      tape.variable(f64([1, 2], [2])),
      tape.variable(f64([3], [])),
      tape.variable(f64([4, 5], [1, 2])),
    ];
    const [dx, dy, dz] = tape.gradient(x.mul(y).sum(), [x, y, z]);
    expect(numbers(dx)).toEqual([3, 3]);
    expect(numbers(dy)).toEqual([3]);
    expect(dz!.shape).toEqual([1, 2]);
    expect(numbers(dz)).toEqual([0, 0]);
  });

  it('adds up over every way in which a variable enters', () => {
    const tape = new Tape(float64);
    const x = tape.variable(f64([3], []));
    const y = x.mul(x).add(x).sub(x.mul(2));
    expect(numbers(tape.gradient(y, [x])[0])).toEqual([5]);
    expect(numbers(tape.gradient(x, [x])[0])).toEqual([1]);
  });

  it('may be asked of a value in between, and again', () => {
    const tape = new Tape(float64);
    const x = tape.variable(f64([3], []));
    const y = x.square();
    const z = y.mul(5);
    const [dy, dx] = tape.gradient(z, [y, x]);
    expect([numbers(dy), numbers(dx)]).toEqual([[5], [30]]);
    expect(numbers(tape.gradient(z, [x])[0])).toEqual([30]);
  });

  it('contracts with the cotangent of every element', () => {
    const tape = new Tape(float64);
    const x = tape.variable(f64([1, 2, 3], [3]));
    const y = x.square();
    expect(numbers(tape.gradient(y, [x], f64([1, 10, 100], [3]))[0])).toEqual([2, 40, 600]);
    expect(numbers(tape.gradient(y, [x])[0])).toEqual([2, 4, 6]);
    expect(() => tape.gradient(y, [x], f64([1, 2], [2]))).toThrow('shapes do not agree');
    expect(() => tape.gradient(x.sum(), [x], f64([1, 2, 3], [3]))).toThrow(
      'a cotangent of shape [3] does not fit a result of []',
    );
  });

  it('refuses tensors of another tape', () => {
    const [tape, other] = [new Tape(float64), new Tape(float64)];
    const x = tape.variable(f64([1], [1]));
    expect(() => tape.gradient(x, [other.variable(f64([1], [1]))])).toThrow('is not on this tape over float64');
  });

  it('does not pass through what is held or given', () => {
    const tape = new Tape(float64);
    const x = tape.variable(f64([2, 3], [2]));
    expect(numbers(tape.gradient(x.mul(x.hold()).sum(), [x])[0])).toEqual([2, 3]);
    const top = x.max().hold();
    expect(numbers(tape.gradient(x.sub(top).sum(), [x])[0])).toEqual([1, 1]);
    const given = tape.given(f64([5, 5], [2]));
    expect(numbers(tape.gradient(x.mul(given), [x])[0])).toEqual([5, 5]);
  });

  it('is one half and one quarter where softplus and sigmoid are written with branches', () => {
    const tape = new Tape(float64);
    const x = tape.variable(f64([0, -0], [2]));
    expect(numbers(tape.gradient(map(softplus, x), [x])[0])).toEqual([0.5, 0.5]);
    expect(numbers(tape.gradient(map(sigmoid, x), [x])[0])).toEqual([0.25, 0.25]);
    expect([-1, 1]).toContain(numbers(tape.gradient(map(abs, x), [x])[0])[0]);
  });

  it('does not leak from a branch or a row that was left out', () => {
    const tape = new Tape(float64);
    const x = tape.variable(f64([-1, -Infinity, 4], [3]));
    const y = map((a) => select(a.le(0), 0, log(a).add(sqrt(a))), x);
    expect(numbers(tape.gradient(y, [x])[0])).toEqual([0, 0, 0.5]);
    const z = tape.variable(f64([-Infinity, -Infinity, 1, 2], [2, 2]));
    const row = z.logSumExp();
    const kept = map((a, keep) => select(keep.eq(1), a, 0), row, tape.given(f64([0, 1], [2])));
    const [g] = tape.gradient(kept.sum(), [z]);
    expect(numbers(g).slice(0, 2)).toEqual([0, 0]);
    expect(numbers(g)[2]! + numbers(g)[3]!).toBe(1);
  });

  it('of a norm at the zero vector is 0, of first and of second order', () => {
    const inner = new Tape(float64);
    const x1 = inner.variable(f64([0, 0], [2]));
    const outer = new Tape<Node<Float64Rep>>(inner);
    const x2 = outer.variable(x1);
    const [g] = outer.gradient(x2.norm(), [x2]);
    expect(numbers(g!.rep.value)).toEqual([0, 0]);
    expect(numbers(inner.gradient(g!.sum(), [x1])[0])).toEqual([0, 0]);
  });
});

describe('work', () => {
  const big = new Array<number>(1000).fill(2);

  it('is done for wanted variables only', () => {
    const counting = new Counting();
    const tape = new Tape(counting);
    const [x, y] = [tape.variable(counting.tensor(big, [1000])), tape.variable(counting.tensor(big, [1000]))];
    const loss = x.mul(y.exp().exp().exp()).sum();
    counting.elements = 0;
    const [g] = tape.gradient(loss, [x]);
    expect(counting.elements).toBe(1000);
    expect(numbers(g)[999]).toBe(Math.exp(Math.exp(Math.exp(2))));
  });

  it('keeps cotangents as small as they broadcast', () => {
    const counting = new Counting();
    const tape = new Tape(counting);
    const x = tape.variable(counting.tensor(big, [1000]));
    const scale = tape.given(counting.tensor([3], []));
    const loss = x.div(scale).neg().mul(2).mean();
    counting.elements = 0;
    const [g] = tape.gradient(loss, [x]);
    // The derivative of -2/3 mean(x) is one number for all elements.
    expect(counting.elements).toBeLessThan(10);
    expect(numbers(g)).toEqual(new Array(1000).fill(-(2 * (1 / 1000)) / 3));
  });
});

it('keeps a second derivative exact for a polynomial', () => {
  const inner = new Tape(float64);
  const x1 = inner.variable(f64([3], []));
  const outer = new Tape<Node<Float64Rep>>(inner);
  const x2 = outer.variable(x1);
  const [first] = outer.gradient(
    map((a) => square(a).mul(a), x2),
    [x2],
  );
  expect(numbers(first!.rep.value)).toEqual([27]);
  expect(numbers(inner.gradient(first!, [x1])[0])).toEqual([18]);
});
