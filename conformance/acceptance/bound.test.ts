import { describe, expect, it } from 'vitest';
import type { Ball } from '../../reference/arithmetic/ball.ts';
import { float32 } from '../../reference/tensor/format.ts';
import { boundOf, columnsOf, storageError } from './bound.ts';
import { type ArithmeticDeclaration, plainDeclaration } from './declaration.ts';

const ball = (value: number, error: number, rest: Partial<Ball> = {}): Ball => ({
  value,
  error,
  kink: 0,
  overflow: false,
  ...rest,
});
const single = plainDeclaration('f32');
const of = (reference: number, b: Ball, own: Ball, declaration: ArithmeticDeclaration = single) =>
  boundOf(Float64Array.of(reference), columnsOf([b]), columnsOf([own]), declaration);

describe('the bound of an output', () => {
  it('is the ball, the ball of the reference, and half an ulp of storage', () => {
    // the ulp of 4 + 1 in float32 is 2^-21
    expect(of(4, ball(4, 1), ball(4, 0.125)).radius[0]).toBe(1 + 0.125 + 2 ** -22);
    expect(of(4, ball(4, 1), ball(4, 0)).center[0]).toBe(4);
  });
  it('takes the ulp of the farthest number that is permitted', () => {
    // 1.5 may be 2.5, whose ulp is twice as large
    expect(of(1.5, ball(1.5, 1), ball(1.5, 0)).radius[0]).toBe(1 + 2 ** -23);
  });
  it('may be stored in a shorter format than it is computed in', () => {
    const mixed: ArithmeticDeclaration = { ...single, storage: 'f16' };
    expect(of(1, ball(1, 2 ** -20), ball(1, 0), mixed).radius[0]).toBe(2 ** -20 + 2 ** -11);
  });
  it('at a kink is centered between the answers, and counts its freedom once', () => {
    const b = of(1, ball(0, 1.25, { kink: 1 }), ball(0, 1.0625, { kink: 1 }));
    expect(b.center[0]).toBe(0);
    expect(b.radius[0]).toBeCloseTo(1.25 + 0.0625, 6);
    expect(b.rounding[0]).toBe(b.radius[0]! - 1);
  });
  it('is infinite where either ball says nothing', () => {
    expect(of(1, ball(1, Infinity), ball(1, 0)).radius[0]).toBe(Infinity);
    expect(of(1, ball(1, 0), ball(1, Infinity)).radius[0]).toBe(Infinity);
    expect(of(1, ball(1, Infinity), ball(1, 0)).rounding[0]).toBe(Infinity);
  });
  it('of NaN is no distance', () => {
    expect(of(Number.NaN, ball(Number.NaN, 0), ball(Number.NaN, 0)).radius[0]).toBe(0);
  });
  it('may lose a subnormal result where those are flushed', () => {
    const flushed: ArithmeticDeclaration = { ...single, subnormals: 'flushed' };
    const x = 2 ** -130;
    expect(of(x, ball(x, 0), ball(x, 0), flushed).radius[0]).toBeGreaterThanOrEqual(2 ** -126);
    expect(of(1, ball(1, 0), ball(1, 0), flushed).radius[0]).toBe(2 ** -24);
  });
});

describe('half an ulp', () => {
  it('of the binade of the number, and of the smallest subnormal', () => {
    expect(storageError(1, float32)).toBe(2 ** -24);
    expect(storageError(0, float32)).toBe(2 ** -150);
    expect(storageError(Infinity, float32)).toBe(0);
  });
});
