import { describe, expect, it } from 'vitest';
import { float16, float32, float64 } from '../../reference/tensor/format.ts';
import type { Bound } from './bound.ts';
import { checkElement, isReference, isRefusal } from './check-element.ts';

/** One number of float32, permitted within a radius. */
const bound = (
  reference: number,
  radius: number,
  rest: Partial<Record<'center' | 'kink', number>> = {},
  over = false,
): Bound => ({
  reference: Float64Array.of(reference),
  center: Float64Array.of(rest.center ?? reference),
  radius: Float64Array.of(radius),
  rounding: Float64Array.of(radius - (rest.kink ?? 0)),
  overflow: [over],
  format: float32,
});
const verdict = (got: number, b: Bound): string => checkElement(got, b, 0).verdict;

describe('what is the reference needs no bound', () => {
  it('the reference rounded to storage', () => {
    expect(isReference(float32.round(0.1), 0.1, float32)).toBe(true);
    expect(isReference(float16.round(0.1), 0.1, float16)).toBe(true);
    expect(isReference(float16.round(0.1), 0.1, float32)).toBe(false);
    // Past the largest number the reference rounds to an infinity.
    expect(isReference(Infinity, 7e38, float32)).toBe(true);
    expect(isReference(-Infinity, 7e38, float32)).toBe(false);
  });
  it('either neighbour of a tie', () => {
    // 1 + 2^-24 lies between 1 and 1 + 2^-23
    expect(isReference(1, 1 + 2 ** -24, float32)).toBe(true);
    expect(isReference(1 + 2 ** -23, 1 + 2 ** -24, float32)).toBe(true);
    expect(isReference(1 + 2 ** -22, 1 + 2 ** -24, float32)).toBe(false);
  });
  it('zero of either sign, NaN for NaN, the same infinity', () => {
    expect(isReference(-0, 0, float32)).toBe(true);
    expect(isReference(0, -0, float32)).toBe(true);
    expect(isReference(Number.NaN, Number.NaN, float32)).toBe(true);
    expect(isReference(-Infinity, -Infinity, float64)).toBe(true);
    expect(isReference(Infinity, -Infinity, float64)).toBe(false);
    expect(isReference(Number.NaN, 0, float32)).toBe(false);
    expect(isReference(0, Number.NaN, float32)).toBe(false);
  });
  it('a subnormal within half of the smallest one', () => {
    expect(isReference(2 ** -149, 1.4 * 2 ** -149, float32)).toBe(true);
    expect(isReference(0, 2 ** -149, float32)).toBe(false);
    expect(isReference(0, 2 ** -1074, float64)).toBe(false);
  });
});

describe('a number against its bound', () => {
  it('is within up to the radius, and not beyond', () => {
    expect(checkElement(1.5, bound(1, 0.5), 0)).toEqual({ verdict: 'within', ratio: 1 });
    expect(checkElement(1.25, bound(1, 0.5), 0)).toEqual({ verdict: 'within', ratio: 0.5 });
    expect(checkElement(0, bound(1, 0.5), 0)).toEqual({ verdict: 'too far', ratio: 2 });
  });
  it('is measured from the center, which at a kink is not the reference', () => {
    // The reference took the slope 1 of |x| at 0; everything in [-1, 1] is one.
    const kink = bound(1, 1, { center: 0, kink: 1 });
    for (const slope of [-1, -0.3, 0, 1]) expect(verdict(slope, kink)).toBe('within');
    expect(verdict(1.5, kink)).toBe('too far');
    expect(verdict(-1.5, kink)).toBe('too far');
  });
  it('NaN is accepted only where the reference is NaN, and a number only where it is not', () => {
    expect(verdict(Number.NaN, bound(1, 1e30))).toBe('NaN, not a number');
    expect(verdict(1, bound(Number.NaN, 0))).toBe('a number, not NaN');
    expect(verdict(Infinity, bound(Number.NaN, 0))).toBe('a number, not NaN');
    expect(verdict(Number.NaN, bound(Number.NaN, 0))).toBe('within');
  });
  it('an infinity only where the bound crosses the largest number, on its side', () => {
    const { largest } = float32;
    expect(verdict(Infinity, bound(largest, largest * 2 ** -24))).toBe('within');
    expect(verdict(Infinity, bound(largest / 2, largest / 4))).toBe('infinite, not finite');
    expect(verdict(-Infinity, bound(largest, largest * 2 ** -24))).toBe('infinite, not finite');
    expect(verdict(-Infinity, bound(-largest, largest * 2 ** -24))).toBe('within');
  });
  it('an infinity is excused where a step may overflow, on its side', () => {
    expect(verdict(Infinity, bound(1e30, 1e24, {}, true))).toBe('overflow');
    expect(verdict(-Infinity, bound(1e30, 1e24, {}, true))).toBe('infinite, not finite');
    // and a finite number is judged as ever
    expect(verdict(1.1e30, bound(1e30, 1e24, {}, true))).toBe('too far');
  });
  it('a finite number is wrong where the mathematics is infinite', () => {
    expect(verdict(16.118, bound(Infinity, 0))).toBe('finite, not infinite');
    expect(verdict(-Infinity, bound(Infinity, 0))).toBe('finite, not infinite');
  });
  it('where nothing is known nothing is refuted, and nothing confirmed but the reference', () => {
    for (const got of [0, 1e30, Number.NaN, -Infinity]) expect(verdict(got, bound(1, Infinity))).toBe('unbounded');
    expect(verdict(1, bound(1, Infinity))).toBe('within');
  });
  it('refusals are those that say what is wrong', () => {
    expect(['within', 'overflow', 'unbounded'].some((v) => isRefusal(v as never))).toBe(false);
    expect(isRefusal('too far') && isRefusal('NaN, not a number') && isRefusal('finite, not infinite')).toBe(true);
  });
});
