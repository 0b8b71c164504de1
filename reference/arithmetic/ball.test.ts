import { describe, expect, it } from 'vitest';
import { bfloat16, float16, float32 } from '../tensor/format.ts';
import { concat, map, type Tensor } from '../tensor/tensor.ts';
import { type Ball, Balls } from './ball.ts';
import { abs, max, select, square } from './kernel/functions.ts';
import { Tangent } from './tangent.ts';
import { Tape } from './tape.ts';

const single = new Balls(float32);
const errors = (x: Tensor<Ball[]>): number[] => x.rep.map((b) => b.error);

describe('balls as an arithmetic', () => {
  it('refuse numbers that do not fill the shape', () => {
    expect(() => single.tensor([1, 2, 3], [2])).toThrow(RangeError);
  });
  it('move numbers about without rounding them', () => {
    const x = single.tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    const moved = [
      x.reshape([3, 2]),
      x.moveAxis(0, 1),
      x.slice(1, 1, 3),
      concat(0, x, x),
      x.take(single.tensor([2, 0], [2])),
      x.max(),
      x.expand([2, 2, 3]),
      x.indices(),
      x.hold(),
      x.count(),
    ];
    for (const tensor of moved) expect(Math.max(...errors(tensor))).toBe(0);
  });
  it('a mean may divide by N or multiply by 1 / N', () => {
    for (const format of [float32, float16, bfloat16]) {
      const { round } = format;
      const values = [1.25, 3.5, 2.75].map(round);
      const { value, error } = new Balls(format).tensor(values, [3]).mean().rep[0]!;
      const sum = round(round(values[0]! + values[1]!) + values[2]!);
      for (const got of [round(sum / 3), round(sum * round(1 / 3))]) {
        expect(Math.abs(got - value)).toBeLessThanOrEqual(error);
      }
    }
  });
  it('sums in a wider accumulator are tighter', () => {
    const values = Array.from({ length: 100 }, (_, i) => i / 64);
    const error = (options: object): number => new Balls(float16, options).tensor(values, [100]).sum().rep[0]!.error;
    expect(error({ accumulator: float32 })).toBeLessThan(error({}) / 20);
  });
  it('inner products round each product', () => {
    const a = single.tensor([3, 5], [1, 2]);
    const { value, error } = a.matmul(a, { transposeB: true }).rep[0]!;
    expect(value).toBe(34);
    // 9 + 25 of one unit each, and a sum of two
    expect(error).toBeCloseTo(68 * 2 ** -24, 12);
  });
});

describe('undecided', () => {
  const count = (run: (balls: Balls) => unknown): number => {
    const balls = new Balls(float32);
    run(balls);
    return balls.undecided;
  };
  const slope = (text: <R>(x: Tensor<R>) => Tensor<R>, ...values: number[]) =>
    count((balls) => {
      const tape = new Tape<Ball[]>(balls);
      const x = tape.variable(balls.tensor(values, [values.length]));
      return tape.gradient(text(x), [x]);
    });

  it('counts answers that are apart, not rounding', () => {
    // Of a continuous value both branches of a tie agree.
    expect(count((b) => map((x) => abs(x), b.tensor([0, 0, 1], [3])))).toBe(0);
    expect(count((b) => map((x) => select(x.mul(0.1).ge(0.1), x, x.mul(2)), b.tensor([1, 2, 3], [3])))).toBe(1);
    expect(count((b) => map((x) => select(x.ge(0), 1, 0), b.tensor([0, 0, 1], [3])))).toBe(2);
    // A number is as large as itself.
    expect(count((b) => map((x) => select(x.mul(0.1).ge(x.mul(0.1)), 1, 0), b.tensor([1, 0], [2])))).toBe(0);
  });
  it('counts kinks in derivatives, and tied maxima and zero vectors', () => {
    expect(slope((x) => map((a) => abs(a), x).sum(), 0, 1, 0)).toBe(2);
    expect(slope((x) => map((a) => square(abs(a)), x).sum(), 0, 1, 0)).toBe(0);
    expect(slope((x) => x.max(), 3, 3)).toBe(1);
    expect(slope((x) => x.max(), 3, 2)).toBe(0);
    expect(slope((x) => x.norm(), 0, 0)).toBe(1);
    expect(slope((x) => x.norm(), 3, 4)).toBe(0);
  });
});

describe('choose', () => {
  it('takes one of several answers that are apart', () => {
    const step = (choose?: (answers: number) => number | undefined) => {
      const balls = new Balls(float32, choose ? { choose } : {});
      return map((x) => select(x.mul(0.1).ge(0.1), 1, 0), balls.tensor([1], [1])).rep[0]!;
    };
    expect(step()).toMatchObject({ value: 0.5, error: 0.5 });
    expect(step(() => undefined)).toMatchObject({ value: 0.5 });
    const answers = [step(() => 0), step(() => 1)].map((b) => [b.value, b.error]);
    expect(answers.sort()).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe('derivatives along a direction', () => {
  const along = (text: <R>(x: Tensor<R>) => Tensor<R>, values: number[], direction: number[]): Ball => {
    const tangent = new Tangent<Ball[]>(single);
    const x = tangent.variable(single.tensor(values, [values.length]), single.tensor(direction, [direction.length]));
    return tangent.derivative(text(x)).rep[0]!;
  };

  it('of tied maxima along all ones is exactly one', () => {
    expect(along((x) => x.max(), [3, 3, 1], [1, 1, 1])).toMatchObject({ value: 1, error: 0 });
    expect(along((x) => x.max(), [3, 3, 1], [1, -1, 5])).toMatchObject({ value: 0, error: 1, kink: 1 });
  });
  it('of a kernel at a tie is one branch for both operands', () => {
    const both = <R>(x: Tensor<R>): Tensor<R> => map((a, b) => max(a, b), x.slice(0, 0, 1), x.slice(0, 1, 2)).sum();
    expect(along(both, [2, 2], [1, 1])).toMatchObject({ value: 1, kink: 0 });
    expect(along(both, [2, 2], [1, 1]).error).toBeLessThan(1e-7);
    expect(along(both, [2, 2], [1, -1]).kink).toBe(1);
  });
  it('of the norm at zero is as long as the direction at most', () => {
    const { value, error } = along((x) => x.norm(), [0, 0], [3, 4]);
    expect(value).toBe(0);
    expect(error).toBeGreaterThanOrEqual(5);
    expect(error).toBeLessThan(5.00001);
    expect(along((x) => x.norm(), [3, 4], [1, 1])).toMatchObject({ kink: 0 });
  });
});
