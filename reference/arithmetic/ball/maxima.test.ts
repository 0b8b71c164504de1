import { describe, expect, it } from 'vitest';
import { type Ball, exact, isUnbounded, unbounded } from './ball.ts';
import { largest, maxTangent, share } from './maxima.ts';

const ball = (value: number, error: number, rest: Partial<Ball> = {}): Ball => ({
  value,
  error,
  kink: 0,
  overflow: false,
  ...rest,
});

describe('the largest', () => {
  it('lies between the highest low end and the highest high end', () => {
    // ends [0, 2], [1.25, 1.75], [-5, 3]
    const { value, error } = largest([ball(1, 1), ball(1.5, 0.25), ball(-1, 4)]);
    expect(value).toBe(1.5);
    expect(error).toBe(1.5); // up to 3
    expect(largest([ball(1, 1), ball(1.5, 0.25)])).toEqual(ball(1.5, 0.5));
  });
  it('of exact numbers is exact, of nothing -Infinity', () => {
    expect(largest([exact(1), exact(3), exact(2)])).toEqual(exact(3));
    expect(largest([])).toEqual(exact(-Infinity));
    expect(largest([exact(-Infinity), ball(1, 0.5)])).toEqual(ball(1, 0.5));
  });
  it('keeps errors far below an ulp', () => {
    expect(largest([ball(1, 1e-30), exact(0)]).error).toBe(1e-30);
  });
  it('with overflows', () => {
    const [up, down] = [ball(4e38, 1e31, { overflow: true }), ball(-4e38, 1e31, { overflow: true })];
    expect(largest([up, exact(1)])).toMatchObject({ value: 4e38, overflow: true });
    expect(largest([down, exact(1)])).toEqual(exact(1));
    expect(largest([down])).toBe(down);
    expect(isUnbounded(largest([unbounded(1), exact(5)]))).toBe(true);
  });
});

describe('shares', () => {
  it('are all for the one that must be the largest', () => {
    expect(share([exact(1), exact(3), exact(2)])).toEqual({ shares: [exact(0), exact(1), exact(0)], kink: false });
  });
  it('are anything between 0 and 1 for those that may be', () => {
    const some = ball(0.5, 0.5, { kink: 0.5 });
    expect(share([exact(3), exact(1), exact(3)])).toEqual({ shares: [some, exact(0), some], kink: true });
    expect(share([ball(3, 0.2), ball(2.7, 0.1), exact(1)]).shares).toEqual([some, some, exact(0)]);
  });
  it('are decided by less than an ulp in float64', () => {
    const next = 1 + 2 ** -52;
    expect(share([ball(1, 1e-17), ball(next, 1e-17)]).kink).toBe(false);
    expect(share([ball(1, 2 ** -53), ball(next, 2 ** -53)]).kink).toBe(true);
  });
  it('of a row that is all masked are anything', () => {
    expect(share([exact(-Infinity), exact(-Infinity)]).kink).toBe(true);
  });
  it('of NaN are unknown', () => {
    expect(share([exact(Number.NaN), exact(1)]).shares.every(isUnbounded)).toBe(true);
  });
});

describe('the derivative of the largest along a direction', () => {
  it('is that of the largest', () => {
    expect(maxTangent([exact(1), exact(3)], [exact(5), exact(7)]).tangent).toEqual(exact(7));
  });
  it('along all ones is exactly one, also at a tie', () => {
    expect(maxTangent([exact(3), exact(3)], [exact(1), exact(1)])).toEqual({ tangent: exact(1), kink: false });
  });
  it('at a tie lies between those of the tied ones', () => {
    expect(maxTangent([exact(3), exact(3), exact(0)], [exact(2), exact(-1), exact(9)])).toEqual({
      tangent: ball(0.5, 1.5, { kink: 1.5 }),
      kink: true,
    });
  });
});
