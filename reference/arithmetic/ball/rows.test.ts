import { describe, expect, it } from 'vitest';
import { float16, float32, float64 } from '../../tensor/format.ts';
import { ieee } from '../profile.ts';
import { type Ball, exact, isUnbounded, unbounded } from './ball.ts';
import { logSoftmaxPullback } from './pullback.ts';
import { Rounding } from './rounding.ts';
import { logSoftmax, logSumExp, softmax } from './rows.ts';

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
const over = ball(4e38, 1e31, { overflow: true });
const published = false;
const strict = true;

describe('the functions of a row move with its inputs', () => {
  it('logSumExp by a weighted mean of their errors: all by e, it by e', () => {
    // Rounding is far below the errors here.
    const all = logSumExp(double, [ball(1, 0.1), ball(2, 0.1), ball(3, 0.1)], published);
    expect(all.value).toBeCloseTo(3.4076059644443806, 14);
    expect(all.error).toBeCloseTo(0.1, 12);
    // log(1 + (e^0.1 - 1) / 2) for one of two equals
    const one = logSumExp(double, [ball(0, 0.1), exact(0)], published);
    expect(one.error).toBeCloseTo(Math.log1p(Math.expm1(0.1) / 2), 12);
  });
  it('an element far below does not matter, unless it may be far above', () => {
    expect(logSumExp(double, [exact(0), ball(-1000, 1)], published).error).toBeLessThan(1e-14);
    expect(logSumExp(double, [exact(0), ball(-1000, 2000)], published).error).toBeGreaterThan(999);
  });
  it('logSoftmax of an element by the others against it', () => {
    // log(1 + e^(x2 - x1)) with x2 - x1 in [-0.3, 0.3]
    const [a] = logSoftmax(double, [ball(0, 0.1), ball(0, 0.2)], published) as [Ball];
    expect(a.value).toBeCloseTo(-Math.LN2, 15);
    expect(a.error).toBeCloseTo(Math.log1p(Math.exp(0.3)) - Math.LN2, 12);
  });
  it('softmax by the same, and never beyond [0, 1]', () => {
    const [p] = softmax(double, [ball(0, 0.1), ball(0, 0.2)], published) as [Ball];
    expect(p.error).toBeCloseTo(1 / (1 + Math.exp(-0.3)) - 0.5, 12);
    const [q] = softmax(double, [ball(0, 1e6), ball(0, 1)], published) as [Ball];
    expect(q.error).toBeLessThanOrEqual(0.5 + 1e-8);
  });
  it('with kinks apart from rounding', () => {
    const z = [ball(0, 0.1, { kink: 0.1 }), exact(0)];
    const { error, kink } = logSumExp(double, z, published);
    expect(kink).toBeCloseTo(Math.log1p(Math.expm1(0.1) / 2), 12);
    expect(error - kink).toBeLessThan(1e-14);
    expect(softmax(double, z, published)[0]!.kink).toBeCloseTo(1 / (1 + Math.exp(-0.1)) - 0.5, 12);
    expect(logSoftmax(double, z, published)[0]!.kink).toBeCloseTo(Math.log1p(Math.exp(0.1)) - Math.LN2, 12);
  });
});

describe('the functions of a row round', () => {
  it('like the logarithm of a sum of exponentials', () => {
    // exp: 4 units each, weighted; sum of two: 1; log of 2: 8 units of 0.69; the final sum: 1 of 0.69
    const { error } = logSumExp(single, exacts(0, 0), published);
    expect(error / U).toBeGreaterThan(4 + 1 + 8 * Math.LN2);
    expect(error / U).toBeLessThan(4 + 1 + 9 * Math.LN2 + 0.1);
  });
  it('without a large offset mattering to anything but logSumExp itself', () => {
    const [near, far] = [exacts(1, 2, 3), exacts(1e6 + 1, 1e6 + 2, 1e6 + 3)];
    expect(logSoftmax(single, far, published)).toEqual(logSoftmax(single, near, published));
    expect(softmax(single, far, published)).toEqual(softmax(single, near, published));
    expect(logSumExp(single, far, published).error).toBeGreaterThan(1e6 * U);
  });
  it('absolutely where the whole sum is taken, relatively where its largest term is kept out', () => {
    // log(1 + e^-20) = 2.06e-9
    const row = exacts(20, 0);
    const [loose, tight] = [logSoftmax(single, row, published)[0]!, logSoftmax(single, row, strict)[0]!];
    expect(loose.value).toBeCloseTo(-2.061153620314381e-9, 20);
    expect(loose.error).toBeGreaterThan(4 * U);
    expect(tight.error).toBeLessThan(50 * U * 2.1e-9);
  });
  it('not better by the strict form where it is open which element is the largest', () => {
    const row = [ball(1, 0.1), ball(1.1, 0.1), exact(-30)];
    expect(logSoftmax(single, row, strict)[0]!.error).toBe(logSoftmax(single, row, published)[0]!.error);
  });
  it('in float16 with underflow: exp(-20) is 0 there', () => {
    const p = softmax(half, exacts(0, -20), published)[1]!;
    expect(p.value - p.error).toBeLessThan(0);
    expect(p.error).toBeLessThan(10 * 2 ** -24);
  });
  it('also as the exponential of logSoftmax, whose rounding grows with the distance', () => {
    // the exponent 80 is off by 80 units twice
    const p = softmax(single, exacts(0, -80), published)[1]!;
    expect(p.error / p.value / U).toBeGreaterThan(160);
  });
  it('over more classes than a call may have arguments', () => {
    const row = Array.from({ length: 150_000 }, () => exact(0));
    expect(logSumExp(double, row, published).value).toBeCloseTo(Math.log(150_000), 12);
  });
});

describe('rows with special elements', () => {
  it('a masked element is out of everything', () => {
    const masked = exacts(1, -Infinity, 2);
    expect(logSumExp(single, masked, published)).toEqual(logSumExp(single, exacts(1, 2), published));
    expect(logSoftmax(single, masked, published)[1]).toEqual(exact(-Infinity));
    expect(softmax(single, masked, published)[1]).toEqual(exact(0));
  });
  it('one infinite element takes all, of two nothing is left', () => {
    expect(logSoftmax(single, exacts(Infinity, 1), published)).toEqual([exact(0), exact(-Infinity)]);
    expect(softmax(single, exacts(Infinity, 1), published)).toEqual([exact(1), exact(0)]);
    expect(logSumExp(single, exacts(Infinity, 1), published)).toEqual(exact(Infinity));
    expect(softmax(single, exacts(Infinity, Infinity), published).every((b) => Number.isNaN(b.value))).toBe(true);
  });
  it('a row that is all masked has no probabilities; the sum over it is 0', () => {
    expect(logSumExp(single, exacts(-Infinity, -Infinity), published)).toEqual(exact(-Infinity));
    expect(logSumExp(single, [], published)).toEqual(exact(-Infinity));
    expect(softmax(single, exacts(-Infinity), published)[0]!.value).toBeNaN();
  });
  it('NaN spreads, and so does what may have overflowed', () => {
    expect(logSumExp(single, exacts(Number.NaN, 1), published).value).toBeNaN();
    expect(isUnbounded(logSumExp(single, [over, exact(1)], published))).toBe(true);
    expect(softmax(single, [unbounded(1), exact(1)], published).every(isUnbounded)).toBe(true);
  });
});

describe('the strict pullback', () => {
  it('keeps 1 - p of a confident row', () => {
    // g (1 - p) with 1 - p = e^-30 / (1 + e^-30)
    const [first, second] = logSoftmaxPullback(single, exacts(30, 0), exacts(1, 0)) as [Ball, Ball];
    expect(first.value).toBeCloseTo(9.357622968839299e-14, 26);
    expect(first.error).toBeLessThan(50 * U * 9.4e-14);
    expect(second.value).toBe(-first.value);
  });
  it('is g - p sum(g) for a whole row', () => {
    // p = 1/3 each: 1 - 2, 2 - 2, 3 - 2
    const got = logSoftmaxPullback(single, exacts(5, 5, 5), exacts(1, 2, 3))!;
    got.forEach((b, i) => {
      expect(Math.abs(b.value - (i - 1))).toBeLessThan(1e-15);
      expect(b.error).toBeLessThan(60 * U);
    });
  });
  it('is exactly 0 where nothing comes in', () => {
    expect(logSoftmaxPullback(single, exacts(1, 2), exacts(0, 0))).toEqual(exacts(0, 0));
  });
});
