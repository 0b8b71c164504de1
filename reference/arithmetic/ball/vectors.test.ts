import { describe, expect, it } from 'vitest';
import { float16, float32, float64 } from '../../tensor/format.ts';
import { ieee, wgsl } from '../profile.ts';
import { type Ball, exact, isUnbounded } from './ball.ts';
import { Rounding } from './rounding.ts';
import { between, norm, unit } from './vectors.ts';

const [single, half, double] = [float32, float16, float64].map((f) => new Rounding(f, f, false, ieee)) as [
  Rounding,
  Rounding,
  Rounding,
];
const U = 2 ** -24;
const ball = (value: number, error: number, rest: Partial<Ball> = {}): Ball => ({
  value,
  error,
  kink: 0,
  overflow: false,
  ...rest,
});
const exacts = (...xs: number[]): Ball[] => xs.map(exact);
const [published, strict] = [false, true];

describe('norm', () => {
  it('moves by the norm of the errors', () => {
    // 0.3, 0.4 -> 0.5
    expect(norm(double, [ball(3, 0.3), ball(4, 0.4)], strict).error).toBeCloseTo(0.5, 13);
  });
  it('of exact numbers is a few roundings', () => {
    const { value, error } = norm(single, exacts(3, 4), published);
    expect(value).toBe(5);
    expect(error / (5 * U)).toBeGreaterThan(1);
    expect(error / (5 * U)).toBeLessThan(6);
  });
  it('is open where its scale is no divisor of the platform, unless it is a plain sum of squares', () => {
    const webgpu = new Rounding(float16, float16, true, wgsl);
    for (const size of [2 ** -20, 20000]) {
      expect(isUnbounded(norm(webgpu, exacts(0, size), strict))).toBe(true);
      expect(unit(webgpu, exacts(0, size), exact(size)).units.every(isUnbounded)).toBe(true);
    }
    expect(isUnbounded(norm(webgpu, exacts(0, 2 ** -20), published))).toBe(false);
    expect(isUnbounded(norm(webgpu, exacts(0, 2 ** -10), strict))).toBe(false);
    expect(isUnbounded(norm(half, exacts(0, 2 ** -20), strict))).toBe(false);
  });
  it('of zeros is exactly 0, of an infinite vector Infinity, of NaN NaN', () => {
    expect(norm(single, exacts(0, -0), published)).toEqual(exact(0));
    expect(norm(single, [], published)).toEqual(exact(0));
    expect(norm(single, exacts(1, -Infinity), published)).toEqual(exact(Infinity));
    expect(norm(single, exacts(1, Number.NaN), published).value).toBeNaN();
  });
  it('strict: neither overflow nor underflow of squares is excused', () => {
    expect(norm(single, exacts(3e30, 4e30), strict)).toMatchObject({ value: 5e30, overflow: false });
    const tiny = norm(single, exacts(3e-30, 4e-30), strict);
    expect(tiny.error).toBeLessThan(6 * U * 5e-30);
  });
  it('published: both are', () => {
    expect(norm(single, exacts(3e30, 4e30), published).overflow).toBe(true);
    // The squares are 0 in float32, so the norm may be.
    expect(norm(single, exacts(3e-30, 4e-30), published).error).toBeGreaterThanOrEqual(5e-30);
    // In float16 already for ordinary numbers: squares of 0.01 are subnormal, off by 2^-25 of 1e-4 each.
    const small = norm(half, exacts(0.01, 0.01), published);
    expect(small.error).toBeGreaterThan(norm(half, exacts(0.01, 0.01), strict).error);
  });
  it('may overflow as a whole', () => {
    expect(norm(single, exacts(3e38, 3e38), strict)).toMatchObject({ overflow: true });
  });
});

describe('unit', () => {
  const units = (x: Ball[], form = published) => unit(single, x, norm(single, x, form));

  it('of exact numbers is a few roundings', () => {
    const found = units(exacts(3, 4, 0));
    expect(found.kink).toBe(false);
    expect(found.units.map((b) => b.value)).toEqual([0.6, 0.8, 0]);
    expect(found.units[0]!.error).toBeLessThan(10 * U);
    expect(found.units[2]).toEqual(exact(0));
  });
  it('at zero is anything in [-1, 1]: the subdifferential of the norm is the unit ball', () => {
    const found = units(exacts(0, 0));
    expect(found.kink).toBe(true);
    expect(found.units[0]).toMatchObject({ value: 0, kink: 1 });
    expect(found.units[0]!.error).toBeCloseTo(1, 5);
  });
  it('is open where the errors allow zero, and turns little where they do not', () => {
    expect(units([ball(1e-8, 1e-8), exact(0)]).kink).toBe(true);
    // 2 |e| / (2 |x| - |e|)
    const far = unit(double, [exact(1), ball(0, 0.01)], norm(double, [exact(1), ball(0, 0.01)], strict));
    expect(far.kink).toBe(false);
    expect(far.units[1]!.error).toBeCloseTo(0.02 / 1.99, 6);
  });
  it('by a norm that may have vanished says nothing', () => {
    expect(units(exacts(3e-30, 4e-30), published).units.every(isUnbounded)).toBe(true);
    expect(units(exacts(3e-30, 4e-30), strict).units[0]!.error).toBeLessThan(10 * U);
  });
  it('by a norm that may be infinite may be 0', () => {
    const { error } = units(exacts(3e30, 4e30), published).units[0]!;
    expect(error).toBeGreaterThanOrEqual(0.6);
    expect(error).toBeLessThan(0.61);
  });
});

describe('between', () => {
  it('holds everything up to a length', () => {
    expect(between(single, ball(2, 0.5, { kink: 0.25 }))).toMatchObject({ value: 0, kink: 2.25 });
    expect(between(single, ball(2, 0.5)).error).toBeGreaterThanOrEqual(2.5);
  });
});
