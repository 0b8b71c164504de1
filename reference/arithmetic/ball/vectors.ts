import { elementary } from '../elementary.ts';
import { type Ball, exact, isExactly, isInfinite, isUnbounded, unbounded } from './ball.ts';
import type { Rounding } from './rounding.ts';

// The Euclidean norm is Lipschitz in the Euclidean norm of the errors. `strict` forms scale, so that squares neither
// overflow nor underflow; `published` ones are square roots of plain sums of squares.

export function norm(r: Rounding, x: readonly Ball[], strict: boolean): Ball {
  const value = hypot(x.map((b) => b.value));
  if (x.some(isUnbounded)) return unbounded(value);
  if (Number.isNaN(value) || x.some(isInfinite)) return exact(value);
  const live = x.filter((b) => !isExactly(b, 0));
  if (live.length === 0) return exact(0);
  if (strict && !r.divides(longest(live))) return unbounded(value);
  const error = hypot(live.map((b) => b.error));
  const kink = hypot(live.map((b) => b.kink));
  const squares = strict ? { error: 0, overflow: false } : plainSquares(r, live, value, error);
  const relative = relativeErrorOfNorm(r, live.length);
  const moved = error + squares.error;
  return r.within(value, moved + relative * (value + moved), kink, 0, squares.overflow || live.some((b) => b.overflow));
}

/** The scale of a strict form. */
function longest([first, ...others]: readonly Ball[]): Ball {
  return others.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a), first!);
}

/** Squares, their sum, a root, and the scaling of a strict form; what each square loses to underflow in its scale. */
function relativeErrorOfNorm(r: Rounding, n: number): number {
  const square =
    r.format.unit * (r.unitsOf('mul') + 2 * r.unitsOf('div')) + (r.widensSums ? r.additionUnits * r.format.unit : 0);
  const sum = r.gamma(n) + square + n * r.underflow();
  // All of them downwards, as a distance of logarithms; upwards is no farther.
  const root = sum < 1 ? -elementary.log1p(-sum) / 2 : Infinity;
  return elementary.expm1(root + r.format.unit * (r.unitsOf('sqrt') + r.unitsOf('mul')));
}

/** What plain squares lose: up to an underflow each, which matters most to the shortest vector, and all by overflow. */
function plainSquares(r: Rounding, x: readonly Ball[], value: number, error: number) {
  const lost = Math.sqrt(x.length * r.underflow());
  const [low, high] = [Math.max(0, value - error), value + error];
  // low - sqrt(low^2 - lost^2) and sqrt(high^2 + lost^2) - high, in a form that does not underflow
  const q = lost / low;
  const down = q < 1 ? (lost * q) / (1 + Math.sqrt((1 - q) * (1 + q))) : low;
  const p = lost / high;
  const up = high < lost ? lost : (lost * p) / (1 + Math.sqrt(1 + p * p));
  return { error: Math.max(down, up), overflow: high * high > r.format.largest };
}

/**
 * x / n, where n is the norm of x; each component lies in [-1, 1]. Where the errors allow a zero vector, and at one,
 * nothing else is known of it: the subdifferential of the norm is the unit ball.
 */
export function unit(r: Rounding, x: readonly Ball[], n: Ball): { units: Ball[]; kink: boolean } {
  if (isUnbounded(n) || x.some(isUnbounded)) return { units: x.map(() => unbounded(Number.NaN)), kink: false };
  const length = hypot(x.map((b) => b.value));
  if (Number.isNaN(length)) return { units: x.map(() => exact(Number.NaN)), kink: false };
  if (x.some(isInfinite)) return { units: x.map((b) => exact(b.value / length)), kink: false };
  if (!isExactly(n, 0) && !r.divides(n)) return { units: x.map((b) => unbounded(b.value / length)), kink: false };
  const error = hypot(x.map((b) => b.error));
  if (length <= error) {
    const rounding = relativeErrorOfNorm(r, x.length);
    return { units: x.map(() => r.within(0, 1 + rounding, 1, 2 * r.unitsOf('div'))), kink: true };
  }
  const kink = hypot(x.map((b) => b.kink));
  const relative = Math.max(0, n.error - error) / (length - error);
  if (relative >= 1) return { units: x.map((b) => unbounded(b.value / length)), kink: false };
  const units = x.map((b) => {
    if (isExactly(b, 0)) return exact(0);
    const value = b.value / length;
    const size = Math.abs(value);
    const moved = (own: number, all: number): number =>
      Math.min((own + size * all) / (length - all), (2 * all) / (2 * length - all), 1 + size);
    if (n.overflow && b.overflow) return unbounded(value);
    const far = moved(b.error, error);
    const lost = n.overflow ? size : 0; // by a norm that overflowed: 0
    const rounding = (relative / (1 - relative)) * Math.min(1, size + far);
    // x (1 / n) is as good as x / n
    return r.within(value, Math.max(far, lost) + rounding, moved(b.kink, kink), 2 * r.unitsOf('div'));
  });
  return { units, kink: false };
}

/** Anything from -length to length: the inner product of a vector of this length and an unknown unit vector. */
export function between(r: Rounding, { value, error, kink }: Ball): Ball {
  return r.within(0, value + error, value + kink, 2 * r.unitsOf('div'));
}

/** The Euclidean norm, scaled by the largest magnitude. */
function hypot(x: readonly number[]): number {
  let [largest, nan] = [0, false];
  for (const a of x) {
    largest = Math.max(largest, Math.abs(a));
    nan ||= Number.isNaN(a);
  }
  if (nan) return Number.NaN;
  if (largest === 0 || largest === Infinity) return largest;
  let sum = 0;
  for (const a of x) sum += (a / largest) * (a / largest);
  return largest * Math.sqrt(sum);
}
