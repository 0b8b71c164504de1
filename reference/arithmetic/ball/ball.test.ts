import { describe, expect, it } from 'vitest';
import { areApart, type Ball, exact, hasCertainSign, hull, isInfinite, negated, unbounded } from './ball.ts';

const ball = (value: number, error: number, rest: Partial<Ball> = {}): Ball => ({
  value,
  error,
  kink: 0,
  overflow: false,
  ...rest,
});

describe('hull', () => {
  it('is centered between the answers, and its kink is what lies between them', () => {
    expect(hull([exact(-1), exact(1)])).toEqual(ball(0, 1, { kink: 1 }));
    expect(hull([ball(0, 0.25), ball(1, 0.5)])).toEqual(ball(0.5, 1, { kink: 0.5 }));
  });
  it('of equal answers is the widest of them', () => {
    expect(hull([ball(3, 0.25), ball(3, 0.5)])).toEqual(ball(3, 0.5));
  });
  it('keeps errors far below an ulp of the value', () => {
    expect(hull([ball(1, 1e-30), ball(1, 2e-30)]).error).toBe(2e-30);
    expect(hull([ball(1, 1e-30), ball(1 + 2 ** -52, 0)]).error).toBeGreaterThanOrEqual(2 ** -53);
  });
  it('of something unbounded, or of infinities of both signs, is unbounded', () => {
    expect(hull([exact(1), unbounded(2)]).error).toBe(Infinity);
    expect(hull([exact(Infinity), exact(-Infinity)]).error).toBe(Infinity);
    expect(hull([exact(1), exact(Number.NaN)]).error).toBe(Infinity);
  });
  it('of NaN alone is NaN', () => {
    expect(hull([exact(Number.NaN), exact(Number.NaN)])).toEqual(exact(Number.NaN));
  });
  it('of an overflow and a number near zero knows no sign any more', () => {
    const over = ball(4e38, 1e32, { overflow: true });
    expect(hull([over, ball(4.1e38, 1e32)]).overflow).toBe(true);
    expect(hull([over, exact(1)]).error).toBe(Infinity);
  });
});

describe('balls', () => {
  it('are apart where they have no number in common', () => {
    expect(areApart(ball(0, 1), ball(2, 1))).toBe(false);
    expect(areApart(ball(0, 1), ball(2.5, 1))).toBe(true);
    expect(areApart(exact(1), unbounded(5))).toBe(false);
  });
  it('turn round with their sign', () => {
    expect(negated(ball(2, 1, { kink: 0.5, overflow: true }))).toEqual(ball(-2, 1, { kink: 0.5, overflow: true }));
    expect(Object.is(negated(exact(0)).value, -0)).toBe(true);
  });
  it('know an infinity of the mathematics from an overflow', () => {
    expect(isInfinite(exact(-Infinity))).toBe(true);
    expect(isInfinite(unbounded(Infinity))).toBe(false);
    expect(isInfinite(ball(4e38, 1e31, { overflow: true }))).toBe(false);
  });
  it('have a certain sign where zero is outside', () => {
    expect(hasCertainSign(ball(1, 1))).toBe(false);
    expect(hasCertainSign(ball(-1, 0.5))).toBe(true);
  });
});
