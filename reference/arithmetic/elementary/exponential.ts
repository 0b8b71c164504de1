import { lowerLn2, power2, upperLn2 } from './powers-of-two.ts';

/** Beyond these the result is Infinity, or 0. */
const most = 709.782712893384;
const least = -745.1332191019412;
const perLn2 = 1 / Math.LN2;
/** Below this, e^x - 1 is -1 to the last digit. */
const leastBelowOne = -40;

/** e^x, off by less than a unit in the last place. */
export function exp(x: number): number {
  if (x > most) return Infinity;
  if (x < least) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.floor(x * perLn2 + 0.5);
  const y = 1 + remainder(x, k);
  // In two steps where 2^k is no normal number, so that the result is rounded once.
  if (k > 1023) return y * power2(1023) * 2;
  return k < -1022 ? y * power2(k + 64) * 2 ** -64 : y * power2(k);
}

/** e^x - 1, likewise. */
export function expm1(x: number): number {
  if (x > most) return Infinity;
  if (x < leastBelowOne) return -1;
  // Where x^2 / 2 is nothing next to x; zeros keep their sign, and NaN is NaN.
  if (!(Math.abs(x) > 2 ** -54)) return x;
  const k = Math.floor(x * perLn2 + 0.5);
  const y = remainder(x, k);
  if (k === 0) return y;
  if (k > 1023) return (1 + y) * power2(1023) * 2;
  const scale = power2(k);
  return k > 53 ? scale * (1 + y) : scale - 1 + scale * y;
}

/** e^r - 1 for r = x - k log 2, of which |r| <= log(2) / 2. */
function remainder(x: number, k: number): number {
  const { r, rest } = parts(x, k);
  return r + rest;
}

/** r itself, and the smaller part that completes e^r - 1. */
function parts(x: number, k: number): { readonly r: number; readonly rest: number } {
  const high = x - k * upperLn2;
  const low = k * lowerLn2;
  const r = high - low;
  const lost = high - r - low;
  return { r, rest: r * r * series(r) + lost * (1 + r) };
}

/** e^x - 1 for |x| <= 2 as the nearest double and what that leaves out. */
export function expm1Twice(x: number): { readonly value: number; readonly rest: number } {
  const k = Math.floor(x * perLn2 + 0.5);
  const scale = power2(k);
  const { r, rest } = parts(x, k);
  // 2^k (1 + r) - 1, of which only the last sum is rounded, and what it loses.
  const [a, b] = [scale - 1, scale * r];
  const sum = a + b;
  const part = sum - a;
  const lost = a - (sum - part) + (b - part) + scale * rest;
  const value = sum + lost;
  return { value, rest: sum - value + lost };
}

/** (e^r - 1 - r) / r^2: the terms up to r^13 / 13!. */
function series(r: number): number {
  // Odd and even powers apart: two short chains take less time than a long one.
  const w = r * r;
  const odd = 1 / 6 + w * (1 / 120 + w * (1 / 5040 + w * (1 / 362880 + w * (1 / 39916800 + w * (1 / 6227020800)))));
  const even = 1 / 2 + w * (1 / 24 + w * (1 / 720 + w * (1 / 40320 + w * (1 / 3628800 + w * (1 / 479001600)))));
  return even + r * odd;
}
