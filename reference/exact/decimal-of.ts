import { type Certified, isExact } from './certified.ts';
import type { Decimal } from './decimal.ts';

/** The most digits that are given of a number that is not exact. */
const givenDigits = 50;

/** All digits of an exact number, and of any other those that are proven, up to 50. */
export function decimalOf(x: Certified): Decimal {
  if (isExact(x) || !x.value.isFinite()) return x.value.isZero() ? '0' : x.value.toString();
  const proven = Math.min(givenDigits, Math.floor(x.size - x.error));
  return proven >= 1 ? x.value.toSignificantDigits(proven).toString() : '0';
}
