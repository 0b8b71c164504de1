import { describe, expect, it } from 'vitest';
import { type Format, float16, float32, float64 } from '../../tensor/format.ts';
import { ieee, wgsl } from '../profile.ts';
import { type Ball, exact, isUnbounded } from './ball.ts';
import { add, atan, div, exp, expm1, log, log1p, mul, sqrt, sub, tanh } from './operations.ts';
import { Rounding } from './rounding.ts';

const ieeeOf = (format: Format) => new Rounding(format, format, false, ieee);
const [single, half, double] = [ieeeOf(float32), ieeeOf(float16), ieeeOf(float64)];
const flushing = new Rounding(float32, float32, true, ieee);
const U = 2 ** -24;
const ETA = 2 ** -150;

const ball = (value: number, error: number, rest: Partial<Ball> = {}): Ball => ({
  value,
  error,
  kink: 0,
  overflow: false,
  ...rest,
});
/** A number that overflowed in float32. */
const over = (value: number): Ball => ball(value, 2 * U * Math.abs(value), { overflow: true });

describe('add and sub', () => {
  it('add errors, kinks and one rounding', () => {
    const sum = add(single, ball(1, 0.25, { kink: 0.125 }), ball(2, 0.5));
    expect(sum).toEqual(ball(3, 0.75 + U * 3.75 + ETA, { kink: 0.125 }));
  });
  it('of an exact zero change nothing', () => {
    const x = ball(0.1, 1e-9);
    expect(add(single, exact(0), x)).toBe(x);
    expect(sub(single, x, exact(0))).toBe(x);
  });
  it('cancel exactly where the numbers are exact, and leave the errors where they are not', () => {
    expect(sub(single, exact(7), exact(7))).toEqual(exact(0));
    // What is left of a cancellation is the error of what was cancelled.
    const { value, error } = sub(single, ball(1, 1e-6), exact(1));
    expect(value).toBe(0);
    expect(error).toBeGreaterThan(1e-6);
    expect(error).toBeLessThan(1.0000001e-6);
  });
  it('keep signed zeros as IEEE 754 does', () => {
    expect(Object.is(add(single, exact(-0), exact(0)).value, 0)).toBe(true);
    expect(Object.is(add(single, exact(-0), exact(-0)).value, -0)).toBe(true);
  });
  it('keep the infinity of a mask exact', () => {
    expect(add(single, exact(-Infinity), ball(5, 1))).toEqual(exact(-Infinity));
    expect(sub(single, exact(Infinity), exact(Infinity)).value).toBeNaN();
    expect(isUnbounded(add(single, exact(-Infinity), over(4e38)))).toBe(true);
  });
  it('track a possible overflow as long as its sign is certain', () => {
    const top = exact(float32.largest);
    expect(add(single, top, top)).toMatchObject({ value: 2 * float32.largest, overflow: true });
    expect(add(single, over(4e38), exact(-1e38)).overflow).toBe(true);
    // Infinity - Infinity
    expect(isUnbounded(add(single, over(4e38), over(-4e38)))).toBe(true);
    // The sum may be negative where there was no overflow, and Infinity where there was.
    expect(isUnbounded(add(single, over(4e38), exact(-4.1e38)))).toBe(true);
  });
});

describe('mul', () => {
  it('multiplies each error with the other number', () => {
    // 2 * 0.5 + 3 * 0.25 + 0.5 * 0.25
    expect(mul(single, ball(2, 0.25), ball(3, 0.5))).toEqual(ball(6, 1.875 + U * 7.875 + ETA));
  });
  it('keeps kinks apart from rounding', () => {
    const { error, kink } = mul(single, ball(2, 0.25, { kink: 0.25 }), ball(3, 0.5));
    expect(kink).toBe(0.75);
    expect(error).toBe(1.875 + U * 7.875 + ETA);
  });
  it('by zero is zero, except where the other number may be infinite', () => {
    expect(mul(single, exact(0), ball(3, 1))).toEqual(exact(0));
    expect(isUnbounded(mul(single, exact(0), over(4e38)))).toBe(true);
    expect(mul(single, exact(0), exact(Infinity)).value).toBeNaN();
    expect(mul(single, exact(0), exact(Number.NaN)).value).toBeNaN();
    // May be zero, may be infinite.
    expect(isUnbounded(mul(single, ball(1e-10, 1e-9), over(4e38)))).toBe(true);
    expect(isUnbounded(mul(single, ball(0, 1), exact(Infinity)))).toBe(true);
  });
  it('of an infinity and a number of known sign is that infinity', () => {
    expect(mul(single, exact(-Infinity), ball(3, 1))).toEqual(exact(-Infinity));
  });
  it('by a power of two that is known rounds nothing', () => {
    expect(mul(single, exact(2), ball(3, 0.5))).toEqual(ball(6, 1 + ETA));
    expect(mul(single, ball(3, 0.5), exact(-1))).toEqual(ball(-3, 0.5 + ETA));
    expect(mul(single, ball(2, 0.5), exact(3)).error).toBeGreaterThan(1.5 + U * 7);
  });
  it('underflows by half the smallest subnormal, or by all of a subnormal', () => {
    const [a, b] = [exact(3 * 2 ** -100), exact(3 * 2 ** -51)];
    expect(mul(single, a, b)).toEqual(ball(9 * 2 ** -151, U * 9 * 2 ** -151 + ETA));
    expect(mul(flushing, a, b).error).toBeGreaterThanOrEqual(2 ** -126);
  });
  it('overflows', () => {
    expect(mul(half, exact(300), exact(300))).toMatchObject({ value: 90000, overflow: true });
  });
});

describe('div', () => {
  it('says nothing where the platform promises nothing of this divisor', () => {
    const webgpu = new Rounding(half.format, half.format, true, wgsl);
    expect(isUnbounded(div(webgpu, exact(1), exact(2 ** -14)))).toBe(false);
    for (const divisor of [2 ** -15, 20000, -20000]) {
      expect(isUnbounded(div(webgpu, exact(1), exact(divisor)))).toBe(true);
      // On a graphics card 0 / 1e-6 in float16 was NaN.
      expect(isUnbounded(div(webgpu, exact(0), exact(divisor)))).toBe(true);
      expect(isUnbounded(div(half, exact(1), exact(divisor)))).toBe(false);
    }
  });
  it('divides by the smallest divisor', () => {
    // (0.5 + 2 * 0.25) / (4 - 0.25); an inexact divisor is only divided by
    const moved = 1 / 3.75;
    expect(div(single, ball(8, 0.5), ball(4, 0.25))).toEqual(ball(2, moved + U * (2 + moved) + ETA));
  });
  it('by a subnormal number that is off by its last digit moves by as much in relation', () => {
    // 2^-1074 of 2^-1031 is 2^-43, though 2^-6 times 2^-1074 is no number.
    const { value, error } = div(double, exact(2 ** -1037), ball(2 ** -1031, 2 ** -1074));
    expect(value).toBe(2 ** -6);
    expect(error).toBeGreaterThan(2 ** -49);
    expect(error).toBeLessThan(2 ** -48);
  });
  it('by an exact number may be a multiplication by its rounded reciprocal: two roundings', () => {
    const third = div(single, exact(1), exact(3));
    const viaReciprocal = float32.round(7 * float32.round(1 / 3));
    expect(third.error).toBeCloseTo((2 * U) / 3, 14);
    expect(Math.abs(viaReciprocal - 7 / 3)).toBeLessThan(div(single, exact(7), exact(3)).error);
  });
  it('by a power of two is one rounding', () => {
    expect(div(single, exact(3), exact(4))).toEqual(ball(0.75, U * 0.75 + ETA));
  });
  it('by a number whose reciprocal is subnormal loses what the reciprocal loses', () => {
    // 1 / 40000 = 2.5e-5 is subnormal in f16: off by up to 2^-25
    const { error } = div(half, exact(60000), exact(40000));
    const viaReciprocal = float16.round(60000 * float16.round(1 / 40000));
    expect(Math.abs(viaReciprocal - 1.5)).toBeLessThan(error);
    expect(error).toBeGreaterThan(60000 * 2 ** -25);
  });
  it('by what may be zero says nothing', () => {
    expect(isUnbounded(div(single, exact(1), ball(1e-6, 1e-6)))).toBe(true);
  });
  it('by an exact zero is infinite as IEEE 754 has it, 0 / 0 is NaN', () => {
    expect(div(single, ball(2, 1), exact(0))).toEqual(exact(Infinity));
    expect(div(single, exact(1), exact(-0))).toEqual(exact(-Infinity));
    expect(div(single, exact(0), exact(0)).value).toBeNaN();
    expect(isUnbounded(div(single, ball(0, 1), exact(0)))).toBe(true);
  });
  it('by what may have overflowed may be 0', () => {
    // 1 / (1 + Infinity): the answer of a naive sigmoid
    const { value, error } = div(single, exact(1), over(4e38));
    expect(value).toBe(2.5e-39);
    expect(error).toBeGreaterThanOrEqual(2.5e-39);
    expect(error).toBeLessThan(2.6e-39);
    expect(isUnbounded(div(single, over(4e38), over(4e38)))).toBe(true);
  });
  it('of and by exact infinities', () => {
    expect(div(single, exact(3), exact(-Infinity))).toEqual(exact(-0));
    expect(div(single, exact(Infinity), ball(3, 1))).toEqual(exact(Infinity));
    expect(div(single, exact(Infinity), exact(Infinity)).value).toBeNaN();
  });
});

describe('exp and expm1', () => {
  it('move by the growth of the exponential', () => {
    const { value, error } = exp(single, ball(1, 0.5));
    expect(value).toBe(Math.E);
    expect(error).toBeCloseTo(Math.exp(1.5) - Math.E, 5);
    // far below an ulp of the value, still there
    expect(exp(double, ball(1, 1e-25)).error).toBeGreaterThan(4 * 2 ** -53 * Math.E);
  });
  it('are exact at 0 and at infinities', () => {
    expect(exp(single, exact(0))).toEqual(exact(1));
    expect(exp(single, exact(-Infinity))).toEqual(exact(0));
    expect(expm1(single, exact(0))).toEqual(exact(0));
    expect(expm1(single, exact(-Infinity))).toEqual(exact(-1));
  });
  it('of an overflow: infinite above, nothing left below', () => {
    expect(exp(single, over(4e38))).toEqual(exact(Infinity));
    expect(exp(single, over(-4e38)).error).toBeLessThan(2 ** -146);
    expect(exp(single, exact(100))).toMatchObject({ overflow: true });
    expect(exp(double, exact(1000))).toEqual(exact(Infinity));
    expect(isUnbounded(exp(double, ball(709.9, 1)))).toBe(true);
  });
  it('are relatively accurate: expm1 of 1e-20 is 1e-20', () => {
    expect(expm1(single, exact(1e-20)).error).toBeLessThan(1e-26);
    // and exp(x) - 1 is not
    expect(sub(single, exp(single, exact(2 ** -20)), exact(1)).error).toBeGreaterThan(4 * U);
  });
});

describe('log and log1p', () => {
  it('move most towards zero', () => {
    // log 2 - log 1.5
    expect(log(single, ball(2, 0.5)).error).toBeCloseTo(Math.log(2 / 1.5), 5);
    expect(log1p(single, ball(1, 0.5)).error).toBeCloseTo(Math.log(2 / 1.5), 5);
  });
  it('of what may be zero say nothing, of an exact zero -Infinity, below it NaN', () => {
    expect(isUnbounded(log(single, ball(1e-10, 1e-10)))).toBe(true);
    expect(log(single, exact(0))).toEqual(exact(-Infinity));
    expect(log1p(single, exact(-1))).toEqual(exact(-Infinity));
    expect(log(single, ball(-2, 1)).value).toBeNaN();
    expect(isUnbounded(log(single, ball(-1, 1)))).toBe(true);
  });
  it('of an overflow may be infinite', () => {
    expect(log(single, over(4e38))).toMatchObject({ value: Math.log(4e38), overflow: true });
  });
  it('log1p is relatively accurate near 0, log(1 + x) is not', () => {
    const x = exact(2 ** -30);
    expect(log1p(single, x).error).toBeLessThan(9 * U * 2 ** -30);
    expect(log(single, add(single, exact(1), x)).error).toBeGreaterThan(U);
  });
  it('around 1 are off by an absolute error in WGSL', () => {
    const webgpu = new Rounding(float32, float32, true, wgsl);
    expect(log(webgpu, exact(1)).error).toBeGreaterThanOrEqual(2 ** -21);
    expect(log(single, exact(1)).error).toBe(8 * ETA);
  });
});

describe('atan', () => {
  it('moves by its steepest slope, and by no more than across all its values', () => {
    // the slope is 1 at 0, which is within reach; then 8 units of atan(0.5) + 1
    expect(atan(single, ball(0.5, 1)).error).toBeCloseTo(1 + 8 * U * (Math.atan(0.5) + 1), 12);
    expect(atan(single, ball(5, 0.5)).error).toBeCloseTo(0.5 / (1 + 4.5 ** 2), 5);
    expect(atan(single, ball(1, 100)).error).toBeLessThan(2.4);
  });
  it('is exact at 0, rounded at infinity, and loses little by an overflow', () => {
    expect(atan(single, exact(0))).toEqual(exact(0));
    const quarter = atan(single, exact(Infinity));
    expect(quarter.value).toBe(Math.PI / 2);
    expect(quarter.error).toBeGreaterThan(0);
    expect(quarter.error).toBeLessThan(1e-6);
    expect(atan(single, over(4e38)).error).toBeLessThan(1e-6);
  });
});

describe('sqrt and tanh', () => {
  it('the root moves most towards zero', () => {
    // 2 - sqrt(3)
    expect(sqrt(single, ball(4, 1)).error).toBeCloseTo(2 - Math.sqrt(3), 6);
    // at 0 by the root of the error
    expect(sqrt(single, ball(0, 1e-8)).error).toBeCloseTo(1e-4, 9);
    expect(sqrt(double, ball(1, 1e-25)).error).toBeGreaterThan(0);
  });
  it('the root of something negative is NaN, of what may be negative by rounding it is not', () => {
    expect(sqrt(single, ball(-2, 1)).value).toBeNaN();
    expect(isUnbounded(sqrt(single, ball(-1, 1.5)))).toBe(true);
    expect(sqrt(single, ball(1e-12, 1e-10)).error).toBeLessThan(1.1e-5);
  });
  it('tanh moves by its steepest slope, and by no more than 1 + |tanh|', () => {
    // the slope is 1 at 0, which is within reach; then 8 units of tanh(0.5) + 1
    expect(tanh(single, ball(0.5, 1)).error).toBeCloseTo(1 + 8 * U * (Math.tanh(0.5) + 1), 12);
    expect(tanh(single, ball(5, 0.5)).error).toBeCloseTo(0.5 * (1 - Math.tanh(4.5) ** 2), 6);
    expect(tanh(single, ball(1, 100)).error).toBeLessThan(1.8);
    expect(tanh(single, over(4e38)).error).toBeLessThan(1e-6);
  });
});
