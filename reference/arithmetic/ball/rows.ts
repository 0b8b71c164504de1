import { elementary } from '../elementary.ts';
import { type Ball, exact, isInfinite, unbounded } from './ball.ts';
import { growth } from './operations.ts';
import type { Rounding } from './rounding.ts';
import { moved, type Row, rowOf, type Settled, settled } from './row.ts';

// logSumExp, logSoftmax and softmax are Lipschitz in their inputs, which no chain of operations would discover: how far
// the result moves is computed exactly, since it is monotone in every input. The rounding is that of the shifted form:
// the sum of exp(z - max z), with the maximum that the implementation sees. `published` forms take the logarithm of the
// whole sum; `strict` ones keep the largest term out, log1p(the others), and are accurate for a confident row too.

/** The limit of a row that has one infinite logit: it takes all. */
function limit(z: readonly Ball[], known: Settled, won: number, lost: number): Ball[] {
  if (known === 'unbounded') return z.map(() => unbounded(Number.NaN));
  const single = known === 'infinite' && z.filter((b) => b.value === Infinity).length === 1;
  return z.map((b) => exact(single ? (b.value === Infinity ? won : lost) : Number.NaN));
}

export function logSumExp(r: Rounding, z: readonly Ball[], strict: boolean): Ball {
  const known = settled(z);
  if (known === 'unbounded') return unbounded(Number.NaN);
  if (known) return exact(known === 'NaN' ? Number.NaN : known === 'empty' ? -Infinity : Infinity);
  const row = rowOf(r, z, strict);
  const e = moved(row, (b) => b.error);
  return r.result(
    'add',
    row.top + row.log,
    e + row.logError,
    moved(row, (b) => b.kink),
  );
}

export function logSoftmax(r: Rounding, z: readonly Ball[], strict: boolean): Ball[] {
  const known = settled(z);
  if (known) return limit(z, known, 0, -Infinity);
  const row = rowOf(r, z, strict);
  const others = othersOf(row);
  return z.map((b, i) => {
    if (isInfinite(b)) return exact(-Infinity);
    const error = movedLog(others.error[i]!) + shiftError(r, row, i) + row.logError;
    return r.result('add', row.d[i]! - row.log, error, movedLog(others.kink[i]!));
  });
}
/** How far the logarithm of a probability moves with the others' part of the sum. */
const movedLog = ({ up, down }: Others): number => Math.max(elementary.log1p(up), -elementary.log1p(-down));

/** Also where it is computed as exp(logSoftmax). */
export function softmax(r: Rounding, z: readonly Ball[], strict: boolean): Ball[] {
  const known = settled(z);
  if (known) return limit(z, known, 1, 0);
  const row = rowOf(r, z, strict);
  const others = othersOf(row);
  return z.map((b, i) => {
    if (isInfinite(b)) return exact(0);
    const p = row.w[i]! / row.sum;
    const logarithm = row.d[i]! - row.log;
    const error = movedShare(p, logarithm, others.error[i]!);
    const relative = relativeErrorOfSoftmax(r, row, i);
    const rounding = growth(error > 0 ? elementary.log(p + error) : logarithm, relative);
    const lost = (Math.max(1, r.unitsOf('exp')) + 1) * r.underflow();
    return r.within(p, error + rounding + lost, movedShare(p, logarithm, others.kink[i]!), 0);
  });
}

/** How far a probability, whose logarithm is given too, moves with the others' part of the sum. */
export const movedShare = (p: number, logarithm: number, { up, down }: Others): number =>
  Math.max(
    growth(logarithm, Math.min(-elementary.log1p(-down), -logarithm)),
    up === Infinity ? p : (p * up) / (1 + up),
  );

/** As a distance of logarithms; the larger one of the quotient's and of exp(logSoftmax)'s. */
function relativeErrorOfSoftmax(r: Rounding, row: Row, i: number): number {
  const unit = r.format.unit;
  const shift = shiftError(r, row, i);
  const distance = Math.abs(row.d[i]!) + row.z[i]!.error + row.topError;
  // The logarithm that the exponential is given, its own error included.
  const depth = distance + row.highLog + row.logError + shift;
  const quotient = unit * (r.unitsOf('exp', distance) + r.unitsOf('div')) + row.sumError;
  const throughLog = unit * (r.additionUnits * depth + r.unitsOf('exp', depth)) + row.logError;
  return shift + Math.max(quotient, throughLog);
}

/** The rounding of z - max z. */
const shiftError = (r: Rounding, { z, d, topError }: Row, i: number): number =>
  r.additionUnits * r.format.unit * (Math.abs(d[i]!) + z[i]!.error + topError) + r.underflow();

/** How far the sum of all other elements can move against one, up and down, as parts of the whole sum. */
export interface Others {
  readonly up: number;
  readonly down: number;
}

export function othersOf(row: Row): { error: readonly Others[]; kink: readonly Others[] } {
  const fixed = row.z.map((): Others => ({ up: 0, down: 0 }));
  return {
    error: row.z.some((b) => b.error > 0) ? othersFor(row, (b) => b.error) : fixed,
    kink: row.z.some((b) => b.kink > 0) ? othersFor(row, (b) => b.kink) : fixed,
  };
}

function othersFor({ z, d, w, sum }: Row, error: (b: Ball) => number): Others[] {
  const weight = withoutEach(w);
  const more = withoutEach(z.map((b, i) => growth(d[i]!, error(b))));
  const less = withoutEach(z.map((b, i) => growth(d[i]! - error(b), error(b))));
  return z.map((b, i) => {
    const [own, rest] = [error(b), weight[i]!];
    // exp(own) (rest + more) - rest, and rest - exp(-own) (rest - less)
    const up = elementary.expm1(own) * (rest + more[i]!) + more[i]!;
    const down = less[i]! - elementary.expm1(-own) * (rest - less[i]!);
    return { up: up / sum, down: Math.min(down, rest) / sum };
  });
}

/** The sum of all the other elements, without the cancellation of a subtraction. */
export function withoutEach(xs: readonly number[]): number[] {
  const after = new Float64Array(xs.length + 1);
  for (let i = xs.length - 1; i >= 0; i--) after[i] = after[i + 1]! + xs[i]!;
  let before = 0;
  return xs.map((x, i) => {
    const rest = before + after[i + 1]!;
    before += x;
    return rest;
  });
}
