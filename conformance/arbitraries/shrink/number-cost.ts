import type { Format } from '../../../reference/tensor/format.ts';
import { shortestDecimal } from './shortest-decimal.ts';

/**
 * How hard a number is to read, a whole number: 0 is the cheapest, then 1, -1, powers of ten, then more digits. Special
 * values cost more than every finite one: a finite counterexample is told first.
 */
export function numberCost(x: number, format: Format): number {
  if (Object.is(x, 0)) return 0;
  if (Object.is(x, -0)) return 1;
  if (x === 1) return 2;
  if (x === -1) return 4;
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 6000 : x > 0 ? 5000 : 5001;
  const { negative, digits, exponent } = shortestDecimal(x, format);
  const first = Number(digits[0]);
  const leading = first === 1 ? 0 : 6 + first;
  return 3 + 40 * (digits.length - 1) + 4 * Math.abs(exponent) + leading + (negative ? 2 : 0);
}
