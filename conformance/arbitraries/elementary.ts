import { exponent } from '../../reference/tensor/format.ts';

// ECMAScript leaves the last digits of Math.log, Math.cos and ** to the engine, and engines differ. These are made of
// additions, multiplications and divisions only, which IEEE 754 settles to the last bit, so that one seed draws the same
// bits everywhere. They err by a few units in the last place, which no generator minds.

/** The natural logarithm of a positive finite number. */
export function naturalLog(x: number): number {
  // x = m 2^e with m from 0.7 to 1.42, and log m = 2 artanh((m - 1) / (m + 1)).
  const down = exponent(x);
  const whole = x / 2 ** down;
  const [e, m] = whole > Math.SQRT2 ? [down + 1, whole / 2] : [down, whole];
  const s = (m - 1) / (m + 1);
  let sum = 0;
  for (let k = 25; k >= 1; k -= 2) sum = sum * s * s + 1 / k;
  return 2 * s * sum + e * Math.LN2;
}

/** base^x for a positive base; exact where the base is 2 and x is whole. */
export function power(base: number, x: number): number {
  const exponentOfTwo = base === 2 ? x : x * (naturalLog(base) / Math.LN2);
  const whole = Math.floor(exponentOfTwo + 0.5);
  const rest = (exponentOfTwo - whole) * Math.LN2;
  let sum = 1;
  for (let k = 17; k >= 1; k--) sum = 1 + (rest / k) * sum;
  return sum * 2 ** whole;
}

/** The cosine of this part of a full turn, from 0 to 1. */
export function cosineOfTurn(turn: number): number {
  // Within an eighth of a turn of a quarter; the difference is exact.
  const quarter = Math.floor(4 * turn + 0.5);
  const t = (turn - quarter / 4) * (2 * Math.PI);
  const series = (from: number): number => {
    let sum = 0;
    for (let k = 20 + from; k >= from; k -= 2) sum = 1 - (t * t * sum) / ((k + 1) * (k + 2));
    return sum;
  };
  const [cosine, sine] = [series(0), t * series(1)];
  return [cosine, -sine, -cosine, sine][quarter % 4]!;
}

/** How many bits a whole number from 0 has. */
export const bitLength = (n: number): number => (n === 0 ? 0 : exponent(n) + 1);
