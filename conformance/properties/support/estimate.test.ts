import { describe, expect, test } from 'vitest';
import {
  absolute,
  exactly,
  largest,
  minus,
  over,
  plus,
  root,
  saysNothing,
  times,
  total,
  unknown,
  zero,
} from './estimate.ts';

/** The radius must cover the exact result, which is given as a fraction of whole numbers. */
const covers = (estimate: { value: number; radius: number }, numerator: bigint, denominator: bigint): boolean => {
  const scale = 2n ** 200n;
  const exact = (numerator * scale) / denominator;
  const toBig = (x: number): bigint => BigInt(Math.round(x * 2 ** 60)) * 2n ** 140n;
  const gap = exact > toBig(estimate.value) ? exact - toBig(estimate.value) : toBig(estimate.value) - exact;
  return gap <= toBig(estimate.radius) + 2n ** 140n;
};

describe('rounding of the judge is counted', () => {
  test('a third plus two thirds', () => {
    const third = over(exactly(1), exactly(3));
    expect(third.radius).toBeGreaterThan(0);
    expect(covers(third, 1n, 3n)).toBe(true);
    expect(covers(plus(third, times(exactly(2), third)), 1n, 1n)).toBe(true);
    expect(covers(times(third, third), 1n, 9n)).toBe(true);
  });
  test('exact results have radius 0', () => {
    expect(plus(exactly(0.1), exactly(0.1))).toEqual(exactly(0.2));
    expect(minus(exactly(1 + 2 ** -52), exactly(1))).toEqual(exactly(2 ** -52));
    expect(times(exactly(0.1), exactly(-4))).toEqual(exactly(-0.4));
    expect(over(exactly(0.3), exactly(8))).toEqual(exactly(0.0375));
    expect(total([exactly(1), exactly(2), exactly(3)])).toEqual(exactly(6));
    expect(root(exactly(9)).value).toBe(3);
  });
  test('what a sum drops is its radius, and no less', () => {
    // 1 + 2^-60 loses 2^-60.
    const { value, radius } = plus(exactly(1), exactly(2 ** -60));
    expect(value).toBe(1);
    expect(radius).toBeGreaterThanOrEqual(2 ** -60);
    expect(radius).toBeLessThan(2 ** -59);
  });
  test('a power of two loses digits among subnormals', () => {
    expect(times(exactly(5e-324), exactly(0.5)).radius).toBeGreaterThan(0);
  });
});

describe('errors add up', () => {
  const a = { value: 10, radius: 0.5 };
  const b = { value: 4, radius: 0.25 };
  test('sum, product and quotient contain every combination of ends', () => {
    const within = (e: { value: number; radius: number }, x: number): boolean => Math.abs(x - e.value) <= e.radius;
    for (const x of [9.5, 10, 10.5]) {
      for (const y of [3.75, 4, 4.25]) {
        expect(within(plus(a, b), x + y)).toBe(true);
        expect(within(minus(a, b), x - y)).toBe(true);
        expect(within(times(a, b), x * y)).toBe(true);
        expect(within(over(a, b), x / y)).toBe(true);
      }
      expect(within(root(a), Math.sqrt(x))).toBe(true);
    }
  });
  test('a root near 0 is no better than the root of the error', () => {
    expect(root({ value: 0, radius: 1e-8 }).radius).toBeGreaterThanOrEqual(1e-4);
  });
  test('the largest of several', () => {
    expect(largest([b, absolute({ value: -10, radius: 0.5 })])).toEqual({ value: 10, radius: 0.5 });
  });
});

describe('what is not known stays so', () => {
  test('a divisor that may be 0', () => {
    expect(saysNothing(over(exactly(1), { value: 1e-9, radius: 1e-8 }))).toBe(true);
    expect(saysNothing(over(exactly(1), zero))).toBe(true);
  });
  test('whatever is added to it, or multiplied with 0', () => {
    expect(saysNothing(plus(unknown, exactly(1)))).toBe(true);
    expect(saysNothing(times(unknown, zero))).toBe(true);
  });
  test('an overflow of the judge itself', () => {
    expect(saysNothing(times(exactly(1e300), exactly(1e300)))).toBe(true);
    expect(saysNothing(plus(exactly(Number.MAX_VALUE), exactly(Number.MAX_VALUE)))).toBe(true);
  });
  test('but an answer that is no number is known to be wrong', () => {
    const wrong = { value: Number.NaN, radius: 1e-9 };
    expect(saysNothing(plus(wrong, exactly(1)))).toBe(false);
    expect(plus(wrong, exactly(1)).value).toBeNaN();
  });
});
