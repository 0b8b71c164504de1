import { describe, expect, it } from 'vitest';
import { float16, float32 } from '../../tensor/format.ts';
import { ieee, wgsl } from '../profile.ts';
import { type Ball, exact, isUnbounded, unbounded } from './ball.ts';
import { Rounding } from './rounding.ts';
import { total } from './sums.ts';

const single = new Rounding(float32, float32, false, ieee);
const half = new Rounding(float16, float16, false, ieee);
const wide = new Rounding(float16, float32, false, ieee);
const ball = (value: number, error: number, rest: Partial<Ball> = {}): Ball => ({
  value,
  error,
  kink: 0,
  overflow: false,
  ...rest,
});
const ones = (n: number): Ball[] => Array.from({ length: n }, () => exact(1));

describe('sums', () => {
  it('of nothing, of zeros and of one number are exact', () => {
    expect(total(single, [])).toEqual(exact(0));
    expect(total(single, [exact(0), exact(-0)])).toEqual(exact(0));
    expect(total(single, [exact(0), ball(3, 1), exact(0)])).toEqual(ball(3, 1));
  });
  it('are off by gamma(n - 1) times the sum of magnitudes, of the terms that are not zero', () => {
    const u = 2 ** -24;
    const { value, error } = total(single, [exact(1), exact(-2), exact(0), ball(4, 0.5)]);
    expect(value).toBe(3);
    // 3 terms; magnitudes 1 + 2 + 4.5
    expect(error).toBe(0.5 + ((2 * u) / (1 - 2 * u)) * 7.5);
  });
  it('add up kinks', () => {
    expect(total(single, [ball(1, 1, { kink: 1 }), ball(2, 3, { kink: 2 })]).kink).toBe(3);
  });
  it('of many float16 numbers mean nothing in float16, and something in a float32 accumulator', () => {
    expect(isUnbounded(total(half, ones(3000)))).toBe(true);
    // one rounding of 3000 and 2999 of float32
    expect(total(wide, ones(3000)).error).toBeLessThan(3000 * (2 ** -11 + 2 ** -12));
    expect(total(wide, ones(3000)).error).toBeGreaterThan(3000 * 2 ** -11);
  });
  it('may overflow on the way: to one side, which is known, or to both, of which nothing is', () => {
    const terms = [exact(60000), exact(60000), exact(-60000)];
    expect(total(half, terms)).toMatchObject({ value: 60000, overflow: true });
    expect(isUnbounded(total(half, [...terms, exact(-60000)]))).toBe(true);
    // No partial sum in float32 overflows, and the result fits.
    expect(total(wide, terms).overflow).toBe(false);
    expect(total(half, [exact(50000), exact(-50000), exact(60000)]).overflow).toBe(true);
    expect(total(half, [exact(50000), exact(-50000), exact(1)]).overflow).toBe(false);
  });
  it('with infinities', () => {
    expect(total(single, [exact(-Infinity), ball(3, 1)])).toEqual(exact(-Infinity));
    expect(total(single, [exact(-Infinity), exact(Infinity)]).value).toBeNaN();
    expect(total(single, [exact(1), exact(Number.NaN)]).value).toBeNaN();
    expect(isUnbounded(total(single, [exact(1), unbounded(2)]))).toBe(true);
    const over = ball(4e38, 1e31, { overflow: true });
    expect(isUnbounded(total(single, [exact(-Infinity), over]))).toBe(true);
    expect(total(single, [exact(Infinity), over])).toEqual(exact(Infinity));
  });
  it('cost more where an addition is not correctly rounded, or flushes', () => {
    const terms = [exact(1), exact(2), exact(3)];
    const directed = new Rounding(float32, float32, false, wgsl);
    expect(total(directed, terms).error).toBeCloseTo(2 * total(single, terms).error, 12);
    const flushing = new Rounding(float32, float32, true, ieee);
    const tiny = [exact(2 ** -126), exact(-(2 ** -126) * (1 - 2 ** -23)), exact(2 ** -126)];
    expect(total(flushing, tiny).error).toBeGreaterThan(2 ** -126);
  });
});
