import { describe, expect, it } from 'vitest';
import { bfloat16, type Format, float16, float32, float64 } from '../../tensor/format.ts';
import { ieee, wgsl } from '../profile.ts';
import { exact, unbounded } from './ball.ts';
import { Rounding } from './rounding.ts';

const kept = (format: Format, accumulator = format) => new Rounding(format, accumulator, false, ieee);
const flushed = (format: Format) => new Rounding(format, format, true, ieee);

describe('operands and literals', () => {
  it('are exact where the format has them', () => {
    for (const x of [0, -0, 1, 0.5, 65504, 2 ** -24, Number.NaN, -Infinity]) {
      expect(kept(float16).operand(x)).toEqual(exact(x));
    }
  });
  it('are off by a rounding where it has not', () => {
    // 0.1 in f16: 2^-11 relative, and half of 2^-24
    const { value, error } = kept(float16).operand(0.1);
    expect(value).toBe(0.1);
    expect(error).toBe(2 ** -11 * 0.1 + 2 ** -25);
    expect(Math.abs(float16.round(0.1) - 0.1)).toBeLessThan(error);
  });
  it('may overflow on the way in', () => {
    expect(kept(float16).operand(70000).overflow).toBe(true);
  });
  it('in float64 are exact only where they are short: 0.1 and log 2 stand for other numbers', () => {
    expect(kept(float64).literal(0.5)).toEqual(exact(0.5));
    expect(kept(float64).literal(2 ** 40 + 1)).toEqual(exact(2 ** 40 + 1));
    expect(kept(float64).literal(0.1).error).toBe(2 ** -53 * 0.1 + 5e-324);
    expect(kept(float64).literal(Math.LN2).error).toBeGreaterThan(0);
    // An operand is a double by birth.
    expect(kept(float64).operand(0.1)).toEqual(exact(0.1));
  });
  it('keep the sign of zero apart', () => {
    const r = kept(float32);
    expect(Object.is(r.literal(0).value, 0)).toBe(true);
    expect(Object.is(r.literal(-0).value, -0)).toBe(true);
    expect(Object.is(r.literal(0).value, 0)).toBe(true);
  });
  it('may vanish where subnormals are flushed', () => {
    const x = 3 * 2 ** -149;
    expect(kept(float32).operand(x)).toEqual(exact(x));
    expect(flushed(float32).operand(x).error).toBe(x);
    expect(flushed(float32).operand(2 ** -126)).toEqual(exact(2 ** -126));
  });
});

describe('what a platform leaves open', () => {
  const webgpu = new Rounding(float16, float16, true, wgsl);
  const near = (value: number, error: number) => ({ ...exact(value), error });
  it('is a quotient whose divisor may be outside what its table names', () => {
    for (const divisor of [1, -3, 2 ** -14, 2 ** 14]) expect(webgpu.divides(exact(divisor))).toBe(true);
    for (const divisor of [2 ** -15, -(2 ** -24), 2 ** 14 + 16]) expect(webgpu.divides(exact(divisor))).toBe(false);
    expect(webgpu.divides(near(2 ** -13, 2 ** -14))).toBe(true);
    expect(webgpu.divides(near(2 ** -13, 1.1 * 2 ** -14))).toBe(false);
    expect(webgpu.divides(near(2 ** 14, 1))).toBe(false);
    expect(kept(float16).divides(exact(2 ** -24))).toBe(true);
  });
  it('is whether two numbers differ by what is flushed', () => {
    const x = flushed(float32).operand(2 ** -130);
    expect(flushed(float32).mayBeFlushedTogether(x, exact(0))).toBe(true);
    expect(flushed(float32).mayBeFlushedTogether(exact(0), exact(0))).toBe(false);
    expect(flushed(float32).mayBeFlushedTogether(near(1, 1), exact(0))).toBe(false);
    expect(kept(float32).mayBeFlushedTogether(x, exact(0))).toBe(false);
  });
});

describe('one rounding', () => {
  it('is c units of the largest possible result, and half the smallest subnormal', () => {
    // c u (|v| + e) + tiny / 2 on top of e, all exact in float64 but the last
    expect(kept(float32).within(3, 1, 0, 1).error).toBe(1 + 2 ** -24 * 4 + 2 ** -150);
    expect(kept(float32).result('exp', 1, 0, 0).error).toBe(4 * 2 ** -24 + 4 * 2 ** -150);
    expect(kept(bfloat16).within(0, 0, 0, 1).error).toBe(2 ** -134);
  });
  it('is the smallest normal number where subnormals are flushed', () => {
    expect(flushed(float32).within(0, 0, 0, 1).error).toBe(2 ** -126);
  });
  it('grows with the argument where the profile says so', () => {
    const r = new Rounding(float32, float32, false, wgsl);
    // 6 + 4 |x| units, x in [1, 3]
    const x = { value: 2, error: 1, kink: 0, overflow: false };
    expect(r.result('exp', 1, 0, 0, x).error).toBeCloseTo(18 * 2 ** -24, 15);
  });
  it('has an absolute part where the argument reaches its range', () => {
    const r = new Rounding(float32, float32, false, wgsl);
    const near = r.result('log', 0, 0, 0, exact(1)).error;
    expect(near).toBeGreaterThanOrEqual(2 ** -21);
    expect(r.result('log', Math.log(3), 0, 0, exact(3)).error).toBeLessThan(2 ** -21);
  });
  it('of a number next to the largest may overflow', () => {
    const { largest } = float32;
    expect(kept(float32).within(largest, 0, 0, 1)).toMatchObject({ value: largest, overflow: true });
    expect(kept(float32).within(largest / 2, 0, 0, 1).overflow).toBe(false);
    expect(kept(float16).within(-65504, 0, 0, 1).overflow).toBe(true);
  });
  it('knows nothing where the sign of an overflow is open, or beyond float64', () => {
    expect(kept(float16).within(1, 70000, 0, 1)).toEqual(unbounded(1));
    expect(kept(float32).within(Infinity, 0, 0, 1)).toEqual(unbounded(Infinity));
  });
  it('of NaN is NaN', () => {
    expect(kept(float32).within(Number.NaN, 0, 0, 1)).toEqual(exact(Number.NaN));
  });
});

describe('sums', () => {
  it('of n terms are off by gamma(n - 1), in any order', () => {
    const u = 2 ** -24;
    expect(kept(float32).gamma(1)).toBe(0);
    expect(kept(float32).gamma(4)).toBe((3 * u) / (1 - 3 * u));
    // 2049 terms in f16: (n - 1) u = 1
    expect(kept(float16).gamma(2049)).toBe(Infinity);
  });
  it('in a wider accumulator are as accurate as it is', () => {
    const r = kept(float16, float32);
    expect(r.widensSums).toBe(true);
    expect(r.gamma(2049)).toBeCloseTo(2048 * 2 ** -24, 7);
    expect(kept(float16).widensSums).toBe(false);
  });
});
