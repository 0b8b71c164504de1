import { expect } from 'vitest';
import { type Format, float64 } from '../../tensor/format.ts';
import { ulp } from '../../tensor/ulp.ts';

/** Every number within so many ulps of the expected one, in a format; infinities, NaN and counts are exact. */
export function expectClose(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  ulps: number,
  format: Format = float64,
) {
  expect(got.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [got[i]!, expected[i]!];
    if (Object.is(a, b) || a === b) continue;
    const distance = Math.abs(a - b) / ulp(b, format);
    if (!(distance <= ulps)) expect.fail(`[${i}] is ${a}, expected ${b}: ${distance} ulps apart, ${ulps} allowed`);
  }
}
