import { type Ball, exact, isExactly, isInfinite, isUnbounded, unbounded } from './ball.ts';
import type { Rounding } from './rounding.ts';

/** A sum in any order. Of one term, or of nothing but zeros, it is exact. */
export function total(r: Rounding, xs: readonly Ball[]): Ball {
  let [value, error, kink, positive, negative, terms] = [0, 0, 0, 0, 0, 0];
  let [known, infinite, overflow] = [true, 0, 0];
  let only: Ball | undefined;
  for (const x of xs) {
    if (isExactly(x, 0)) continue;
    terms++;
    only = x;
    value += x.value;
    error += x.error;
    kink += x.kink;
    positive += Math.max(0, x.value + x.error);
    negative += Math.max(0, x.error - x.value);
    if (isUnbounded(x)) known = false;
    // The signs that occur, as bits.
    if (isInfinite(x)) infinite |= x.value > 0 ? 1 : 2;
    if (x.overflow) overflow |= x.value > 0 ? 1 : 2;
  }
  if (terms === 0) return exact(0);
  if (terms === 1) return only!;
  if (!known) return unbounded(value);
  if (Number.isNaN(value)) return exact(value);
  // An infinity wins over everything but an overflow to the other side.
  if (infinite) return (infinite | overflow) === 3 ? unbounded(value) : exact(value);
  // Some order may run past the largest number on the way.
  if (positive > r.accumulator.largest) overflow |= 1;
  if (negative > r.accumulator.largest) overflow |= 2;
  if (overflow === 3 || (overflow && overflow !== (value > 0 ? 1 : 2))) return unbounded(value);
  const rounding = r.gamma(terms) * (positive + negative);
  const flushed = r.flushesSubnormals ? terms * r.underflow(r.accumulator) : 0;
  const sum = error + rounding + flushed;
  if (r.widensSums) return r.within(value, sum, kink, r.additionUnits, overflow > 0);
  const isBounded = Math.abs(value) + sum < Infinity;
  if (!overflow && Math.abs(value) + sum <= r.format.largest) return { value, error: sum, kink, overflow: false };
  return isBounded && Math.abs(value) > sum ? { value, error: sum, kink, overflow: true } : unbounded(value);
}
