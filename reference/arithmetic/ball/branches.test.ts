import { describe, expect, it } from 'vitest';
import { float32 } from '../../tensor/format.ts';
import { abs, log, max, min, neg, select, sigmoid, softplus, square } from '../kernel/functions.ts';
import { type Kernel, Program } from '../kernel/program.ts';
import { ieee } from '../profile.ts';
import { type Ball, exact, isUnbounded, unbounded } from './ball.ts';
import { MOST_PATHS, merge, run } from './branches.ts';
import { Rounding } from './rounding.ts';

const single = new Rounding(float32, float32, false, ieee);
const ball = (value: number, error: number): Ball => ({ value, error, kink: 0, overflow: false });

const paths = (kernel: Kernel, ...xs: Ball[]) => run(single, Program.of(kernel, xs.length), xs);
const result = (kernel: Kernel, ...xs: Ball[]): Ball => merge(paths(kernel, ...xs)).results[0]!;
/** The derivative by the first argument, with a cotangent of one. */
const slope = (kernel: Kernel, ...xs: Ball[]) =>
  merge(run(single, Program.of(kernel, xs.length).pullback([0]), [...xs, exact(1)]));
const [least, most] = [
  ({ value, error }: Ball): number => value - error,
  ({ value, error }: Ball): number => value + error,
];

describe('equality', () => {
  const isZero: Kernel = (x) => select(x!.eq(0), 5, 7);
  const subnormal = 2 ** -130;
  it('is that of the numbers, whatever their errors', () => {
    expect(result(isZero, ball(0, 1)).value).toBe(5);
    expect(result(isZero, ball(1, 1)).value).toBe(7);
    expect(result(isZero, single.operand(subnormal))).toEqual(exact(7));
  });
  it('is open where it hangs on a number that is flushed', () => {
    const flushing = new Rounding(float32, float32, true, ieee);
    const onFlushing = (x: Ball): Ball => merge(run(flushing, Program.of(isZero, 1), [x])).results[0]!;
    expect(isUnbounded(onFlushing(flushing.operand(subnormal)))).toBe(true);
    expect(onFlushing(exact(0))).toEqual(exact(5));
    expect(onFlushing(ball(1, 1)).value).toBe(7);
  });
});

describe('questions', () => {
  it('that the balls decide are not branched on', () => {
    const kernel: Kernel = (x, y) => select(x!.lt(y!), 1, 2);
    expect(paths(kernel, exact(1), exact(2))).toHaveLength(1);
    expect(paths(kernel, ball(1, 0.4), ball(2, 0.5))).toHaveLength(1);
    expect(paths(kernel, ball(1, 0.5), ball(2, 0.5))).toHaveLength(2);
    expect(paths(kernel, exact(2), exact(2))).toHaveLength(2);
  });
  it('about a difference that may be flushed are open, however they are asked', () => {
    const flushing = new Rounding(float32, float32, true, ieee);
    const open = (kernel: Kernel, x: number, y: number): boolean =>
      run(flushing, Program.of(kernel, 2), [exact(x), exact(y)]).length > 1;
    const [apart, near] = [2 ** -126, 2 ** -130];
    for (const kernel of [
      (x, y) => select(x!.lt(y!), 1, 2),
      (x, y) => abs(x!.sub(y!)),
      (x, y) => max(x!, y!),
    ] as Kernel[]) {
      expect(open(kernel, 2 ** -120, 2 ** -120 + near)).toBe(true);
      expect(open(kernel, 2 ** -120, 2 ** -120 + 4 * apart)).toBe(false);
    }
  });
  it('about the same two quantities are one question, however they are asked', () => {
    const kernel: Kernel = (x, y) =>
      abs(x!.sub(y!))
        .add(max(x!, y!))
        .add(min(y!, x!))
        .add(select(y!.sub(x!).le(0), x!, y!))
        .add(select(x!.ge(y!), y!, x!));
    expect(paths(kernel, exact(3), exact(3))).toHaveLength(2);
  });
  it('about three quantities are three', () => {
    const kernel: Kernel = (x, y, z) => max(max(x!, y!), z!);
    // x and y, then the larger one and z
    expect(paths(kernel, exact(1), exact(1), exact(1))).toHaveLength(4);
  });
  it('of equality are never split: labels and masks are exact', () => {
    const kernel: Kernel = (x, y) => select(x!.eq(y!), 1, 2);
    expect(result(kernel, ball(3, 1), exact(3))).toEqual(exact(1));
    expect(result(kernel, ball(3, 1), exact(3.5))).toEqual(exact(2));
  });
  it('with NaN are answered as IEEE 754 answers them', () => {
    const nan = exact(Number.NaN);
    expect(result((x) => select(x!.lt(0), 1, 2), nan)).toEqual(exact(2));
    expect(result((x) => select(x!.ge(0), 1, 2), nan)).toEqual(exact(2));
    expect(result((x) => max(x!, 0), nan).value).toBeNaN();
    expect(result((x) => abs(x!), nan).value).toBeNaN();
  });
  it('about something unbounded poison what depends on them', () => {
    expect(result((x) => select(x!.lt(0), 1, 2), unbounded(5)).error).toBe(Infinity);
    expect(result((x) => max(x!, 100), unbounded(5)).error).toBe(Infinity);
    expect(result((x) => select(x!.eq(0), 1, 2), unbounded(5)).error).toBe(Infinity);
  });
  it('about what may have overflowed count its infinity', () => {
    const over: Ball = { value: 4e38, error: 1e32, kink: 0, overflow: true };
    expect(paths((x) => max(x!, 0), over)).toHaveLength(1);
    expect(result((x) => select(x!.lt(1e38), 1, 2), over)).toEqual(exact(2));
    // Infinity against Infinity
    expect(paths((x, y) => max(x!, y!), over, { ...over, value: 5e38 })).toHaveLength(2);
  });
  it('are given up where they are too many', () => {
    const kernel: Kernel = (...xs) => xs.map((x) => abs(x)).reduce((a, b) => a.add(b));
    const ten = Array.from({ length: 10 }, () => ball(0, 1));
    expect(paths(kernel, ...ten)).toHaveLength(MOST_PATHS);
    expect(result(kernel, ...ten, ball(0, 1)).error).toBe(Infinity);
  });
});

describe('values around a kink', () => {
  it('abs of what may be negative', () => {
    const wide = result((x) => abs(x!), ball(0.5, 2));
    // |x| for x in [-1.5, 2.5]
    expect(most(wide)).toBeGreaterThanOrEqual(2.5);
    expect(least(wide)).toBeLessThanOrEqual(0);
  });
  it('max of overlapping balls holds both', () => {
    const both = result((x, y) => max(x!, y!), ball(1, 0.5), ball(1.25, 0.5));
    expect([least(both), most(both)]).toEqual([0.5, 1.75]);
  });
  it('abs of a zero is a zero without sign', () => {
    expect(Object.is(result((x) => abs(x!), exact(-0)).value, 0)).toBe(true);
  });
  it('a branch that is not taken matters not', () => {
    expect(result((x) => select(x!.lt(1), x!, log(x!)), exact(0))).toEqual(exact(0));
  });
});

describe('derivatives at a kink', () => {
  it.each([
    ['abs', (x: Parameters<Kernel>[0]) => abs(x), -1, 1],
    ['relu', (x: Parameters<Kernel>[0]) => max(x, 0), 0, 1],
    ['leaky relu', (x: Parameters<Kernel>[0]) => select(x.ge(0), x, x.mul(0.25)), 0.25, 1],
    ['-|x|', (x: Parameters<Kernel>[0]) => neg(abs(neg(x))), -1, 1],
  ])('%s at 0 has all slopes between its sides', (_, kernel, low, high) => {
    const { results, apart } = slope(kernel, exact(0));
    expect(apart).toBe(true);
    expect(results[0]!.kink).toBe((high - low) / 2);
    expect(least(results[0]!)).toBeCloseTo(low, 6);
    expect(most(results[0]!)).toBeCloseTo(high, 6);
  });
  it.each([
    ['softplus', softplus, 0.5],
    ['sigmoid', sigmoid, 0.25],
    ['|x|^2', (x: Parameters<Kernel>[0]) => square(abs(x)), 0],
    ['max(x, 0) + min(x, 0)', (x: Parameters<Kernel>[0]) => max(x, 0).add(min(x, 0)), 1],
  ])('%s is smooth at 0: no kink, whatever it is made of', (_, kernel, expected) => {
    const { results, apart } = slope(kernel, exact(0));
    expect(apart).toBe(false);
    expect(results[0]!.value).toBeCloseTo(expected, 6);
    expect(results[0]!.error).toBeLessThan(1e-6);
  });
  it('of Huber at its threshold are one number, though two branches meet', () => {
    const huber: Kernel = (e, d) => {
      const a = abs(e!);
      return select(a.le(d!), square(a).mul(0.5), d!.mul(a.sub(d!.mul(0.5))));
    };
    const { results, apart } = slope(huber, exact(1.5), exact(1.5));
    expect(apart).toBe(false);
    expect(Math.abs(results[0]!.value - 1.5)).toBeLessThan(1e-6);
  });
  it('near a kink are its hull where rounding leaves the side open, and one side where it does not', () => {
    expect(slope((x) => abs(x!), ball(1e-9, 1e-8)).apart).toBe(true);
    expect(slope((x) => abs(x!), ball(1e-7, 1e-8)).results[0]).toMatchObject({ value: 1, kink: 0 });
  });
});
