import { lowerLn2, power2, upperLn2 } from './powers-of-two.ts';

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
number[0] = 1;
/** Which of the two holds sign and exponent is the machine's choice. */
const at = words[1] === 0x3ff00000 ? 1 : 0;

/** The numbers 1 + f whose logarithm the series takes as they are: those between 1 / sqrt(2) and sqrt(2). */
const leastAlone = -0.29;
const mostAlone = 0.41;

/** The natural logarithm, off by less than a unit in the last place. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  // The exponent of a subnormal number is not where it is of the others.
  return x < power2(-1022) ? scaled(x * 2 ** 54, 0, -54) : scaled(x, 0, 0);
}

/** log(1 + x), likewise. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : Number.NaN;
  if (Math.abs(x) < 2 ** -54) return x;
  if (x > leastAlone && x < mostAlone) return alone(x);
  if (x === Infinity) return x;
  const y = 1 + x;
  // What the sum lost, relative to it.
  const lost = x > 1 ? 1 - (y - x) : x - (y - 1);
  return scaled(y, lost / y, 0);
}

/** log(x (1 + lost)) + shift log 2 of a normal number. */
function scaled(x: number, lost: number, shift: number): number {
  number[0] = x;
  const upper = words[at]!;
  const whole = (upper >>> 20) - 1023;
  words[at] = (upper & 0xfffff) | 0x3ff00000;
  const m = number[0]!;
  const isUpper = m > Math.SQRT2;
  const k = (isUpper ? whole + 1 : whole) + shift;
  const f = isUpper ? m / 2 - 1 : m - 1;
  const half = (f * f) / 2;
  return k * upperLn2 - (half - (correction(f, half) + (k * lowerLn2 + lost)) - f);
}

/** log(1 + f), for small f: k is 0. */
function alone(f: number): number {
  const half = (f * f) / 2;
  return f - (half - correction(f, half));
}

/**
 * log(1 + f) - f + f^2 / 2. With s = f / (2 + f), log(1 + f) is 2 (s + s^3 / 3 + s^5 / 5 + ...), and 2 s is
 * f - s f: what is left of the leading terms is s (f^2 / 2 + the rest of the series over s).
 */
function correction(f: number, half: number): number {
  const s = f / (2 + f);
  const z = s * s;
  // Odd and even powers apart: two short chains take less time than a long one.
  const w = z * z;
  const odd = 2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21))));
  const even = 2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19 + w * (2 / 23)))));
  return s * (half + z * (even + z * odd));
}
