import type { Decimal } from 'decimal.js';
import { float64, toInteger } from '../../tensor/format.ts';

/** The exact value of a double, all of its digits: never the shortest decimal that rounds to it. */
export function fromDouble(x: number, D: Decimal.Constructor): Decimal {
  if (Number.isSafeInteger(x) || !Number.isFinite(x)) return new D(x);
  const bits = toInteger(Math.abs(x), float64);
  const biased = Number(bits >> 52n);
  let fraction = bits & ((1n << 52n) - 1n);
  let exponent = Math.max(biased, 1) - 1075;
  if (biased > 0) fraction |= 1n << 52n;
  while (exponent < 0 && (fraction & 1n) === 0n) {
    fraction >>= 1n;
    exponent++;
  }
  const sign = x < 0 ? '-' : '';
  // m 2^-k = m 5^k / 10^k
  if (exponent < 0) return new D(`${sign}${fraction * 5n ** BigInt(-exponent)}e${exponent}`);
  return new D(`${sign}${fraction << BigInt(exponent)}`);
}
