import { elementary } from '../elementary.ts';
import { type Ball, isInfinite, isUnbounded } from './ball.ts';
import { growth } from './operations.ts';
import type { Rounding } from './rounding.ts';

/** What the three functions share of one row. */
export interface Row {
  readonly z: readonly Ball[];
  /** Distance of each element from the largest value; -Infinity where it is removed. */
  readonly d: readonly number[];
  readonly top: number;
  /** Where the largest value is; the first of equals. */
  readonly at: number;
  /** exp(d), its sum, and the logarithm of the sum. */
  readonly w: readonly number[];
  readonly sum: number;
  /** The sum without its largest term, which is 1. */
  readonly rest: number;
  readonly log: number;
  /** How far the maximum that an implementation sees may be from top. */
  readonly topError: number;
  /** An upper bound of the logarithm that an implementation sees. */
  readonly highLog: number;
  /** What underflow may cost the sum. */
  readonly lost: number;
  /** The error of an implementation's sum for the inputs that it sees, as a distance of logarithms. */
  readonly sumError: number;
  /** The same for the sum without its largest term; Infinity where it is open which term that is. */
  readonly restError: number;
  /** Absolute error of the logarithm, likewise. */
  readonly logError: number;
}

/** The answer where it is settled without a sum: nothing known, NaN, one that takes all, or nothing left of the row. */
export type Settled = 'unbounded' | 'NaN' | 'empty' | 'infinite' | undefined;
export function settled(z: readonly Ball[]): Settled {
  // After an overflow the shift may be infinite.
  if (z.some((b) => isUnbounded(b) || b.overflow)) return 'unbounded';
  if (z.some((b) => Number.isNaN(b.value))) return 'NaN';
  if (z.some((b) => b.value === Infinity)) return 'infinite';
  return z.every(isInfinite) ? 'empty' : undefined;
}

export function rowOf(r: Rounding, z: readonly Ball[], strict: boolean): Row {
  // Loops, since spreading a long row into Math.max exhausts the stack.
  let at = 0;
  z.forEach((b, i) => {
    if (b.value > z[at]!.value) at = i;
  });
  const top = z[at]!.value;
  const d = z.map((b) => b.value - top);
  const w = d.map(elementary.exp);
  let [rest, terms, reach, drop, isCertain] = [0, 0, -Infinity, Infinity, true];
  z.forEach((b, i) => {
    if (i !== at) rest += w[i]!;
    if (d[i] !== -Infinity) terms++;
    reach = Math.max(reach, d[i]! + b.error);
    drop = Math.min(drop, b.error - d[i]!);
    isCertain &&= i === at || -d[i]! > b.error + z[at]!.error;
  });
  const sum = 1 + rest;
  const change = moved({ z, d, sum }, (b) => b.error);
  const log = elementary.log1p(rest);
  const highLog = Math.min(elementary.log(terms), log + change);
  const row = { z, d, top, at, w, sum, rest, log, topError: Math.max(reach, drop), highLog };

  // Each exponential may underflow; the sum is at least 1.
  const lost = terms * Math.max(1, r.unitsOf('exp')) * r.underflow();
  const cap = elementary.expm1(exponentError(r, elementary.log(terms)));
  const sumError = distance(summed(r, terms, Math.min(cap, meanError(r, row, -1))) + lost);
  const lowSum = Math.max(1, sum * elementary.exp(-change) * (1 - sumError));
  const whole = sumError + logarithmError(r, 'log', highLog + sumError, lowSum, terms);
  if (!strict) return { ...row, lost, sumError, restError: Infinity, logError: whole };

  const restError = isCertain ? distance(summed(r, terms, meanError(r, row, at))) : Infinity;
  const inRest = (high: number): number => logarithmError(r, 'log1p', high, 0, elementary.expm1(highLog));
  // The error of the rest passes through log1p with a factor rest / (1 + rest), which is less than the logarithm.
  const small = highLog === 0 ? inRest(0) : highLog * restError + inRest(highLog * (1 + restError));
  // In any case it is no worse than with the whole sum.
  const logError = Math.min(lost + small, Math.max(whole, sumError + inRest(highLog + sumError)));
  return { ...row, lost, sumError, restError, logError };
}

/** The error of a logarithm of at most `high`, whose argument lies between these. */
function logarithmError(r: Rounding, operation: 'log' | 'log1p', high: number, from: number, to: number): number {
  const units = r.unitsOf(operation);
  return r.format.unit * (units * high + r.absoluteUnitsOf(operation, from, to)) + Math.max(1, units) * r.underflow();
}

/** How far one exponent may be off at this distance from the maximum, the function's own error included. */
const exponentError = (r: Rounding, distance: number): number =>
  r.format.unit * (r.additionUnits * distance + r.unitsOf('exp', distance)) + r.underflow();

/**
 * The relative error of the sum of the exponentials (without one of them), each being off by its own: a mean with the
 * weights that the implementation sees. Over all terms it never exceeds expm1(exponentError(log(terms))), by concavity.
 */
function meanError(
  r: Rounding,
  { z, d, w, topError }: Pick<Row, 'z' | 'd' | 'w' | 'topError'>,
  without: number,
): number {
  let [largest, off, total] = [0, 0, 0];
  z.forEach((b, i) => {
    if (d[i] === -Infinity || i === without) return;
    largest = Math.max(largest, b.error);
    off += w[i]! * elementary.expm1(exponentError(r, Math.abs(d[i]!) + b.error + topError));
    total += w[i]!;
  });
  if (total === 0) return 0;
  // Beyond this the weights say nothing any more, and a product with an underflowed zero would hide it.
  return largest > 300 ? Infinity : (elementary.exp(2 * largest) * off) / total;
}

/** The relative error of terms that are off by this much and then summed. */
const summed = (r: Rounding, terms: number, each: number): number =>
  elementary.expm1(
    elementary.log1p(each) + elementary.log1p(r.gamma(terms)) + (r.widensSums ? r.additionUnits * r.format.unit : 0),
  );
/** A relative error as a distance of logarithms, whichever way it goes. */
const distance = (relative: number): number => (relative < 1 ? -elementary.log1p(-relative) : Infinity);

/** How far logSumExp can move when every input moves by its error. */
export function moved({ z, d, sum }: Pick<Row, 'z' | 'd' | 'sum'>, error: (b: Ball) => number): number {
  let [up, down] = [0, 0];
  z.forEach((b, i) => {
    const e = error(b);
    if (e === 0) return;
    up += growth(d[i]!, e) / sum;
    down += growth(d[i]! - e, e) / sum;
  });
  return Math.max(elementary.log1p(up), -elementary.log1p(-Math.min(1, down)));
}
