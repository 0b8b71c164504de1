import type { Format } from '../../../reference/tensor/format.ts';
import { numberCost } from './number-cost.ts';
import { shortestDecimal } from './shortest-decimal.ts';

/**
 * Numbers of the format that are cheaper than x, roughly from the cheapest: 0, 1, -1, without the sign, powers of ten,
 * few digits (nearest, nearer to 0, farther from it).
 */
export function simplerNumbers(x: number, format: Format): number[] {
  const cost = numberCost(x, format);
  const found = new Set<number>();
  const out: number[] = [];
  for (const candidate of candidates(x, format)) {
    const y = format.round(candidate);
    if (found.has(y) || !Number.isFinite(y) || Object.is(y, x) || numberCost(y, format) >= cost) continue;
    found.add(y);
    out.push(y);
  }
  return out;
}

function* candidates(x: number, format: Format): Generator<number> {
  yield* [0, 1, -1];
  if (Number.isNaN(x)) return;
  const sign = x < 0 ? -1 : 1;
  if (x < 0) yield -x;
  const { digits, exponent } = Number.isFinite(x)
    ? shortestDecimal(x, format)
    : { digits: '1', exponent: Math.floor(Math.log10(format.largest)) };
  for (const e of exponentsTowards(exponent)) {
    yield power(e);
    yield sign * power(e);
  }
  for (const first of [2, 3, 4, 5]) yield sign * Number(`${first}e${exponent}`);
  for (let count = 1; count < digits.length; count++) {
    const kept = BigInt(digits.slice(0, count));
    const scale = exponent - count + 1;
    const nearest = digits[count]! >= '5' ? kept + 1n : kept;
    for (const d of new Set([nearest, kept, kept + 1n])) yield sign * Number(`${d}e${scale}`);
  }
}

const power = (exponent: number): number => Number(`1e${exponent}`);

/** Exponents from 0 to one past this one: the first few, halvings of the rest, and the last two. */
function exponentsTowards(exponent: number): number[] {
  const step = exponent < 0 ? -1 : 1;
  const end = Math.abs(exponent);
  const out = new Set<number>();
  for (let e = 1; e <= Math.min(end, 4); e++) out.add(e);
  for (let left = end; left > 4; left >>= 1) out.add(end - left + 4);
  out.add(end).add(end + 1);
  return [...out].sort((a, b) => a - b).map((e) => step * e);
}
