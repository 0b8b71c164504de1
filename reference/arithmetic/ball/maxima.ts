import { areApart, type Ball, exact, hull, isUnbounded, unbounded } from './ball.ts';

/** The largest of these; of nothing it is -Infinity. Choosing rounds nothing. */
export function largest(xs: readonly Ball[]): Ball {
  const value = xs.reduce((m, x) => Math.max(m, x.value), -Infinity);
  if (xs.some(isUnbounded)) return unbounded(value);
  if (Number.isNaN(value) || Math.abs(value) === Infinity) return exact(value);
  // An element that overflowed downwards may be gone.
  const present = xs.filter((x) => !(x.overflow && x.value < 0));
  if (present.length === 0 && xs.length > 0) return xs.find((x) => x.value === value)!;
  // Differences first, so that an error far below an ulp of the value is not lost.
  const far = (part: (x: Ball) => number): number => {
    const up = xs.reduce((m, x) => Math.max(m, x.value - value + part(x)), 0);
    const down = present.reduce((m, x) => Math.min(m, value - x.value + part(x)), Infinity);
    return Math.max(up, down);
  };
  const error = far((x) => x.error);
  const overflow = xs.some((x) => x.overflow && x.value > 0);
  if (!(error < Infinity) || (overflow && value <= error)) return unbounded(value);
  return { value, error, kink: far((x) => x.kink), overflow };
}

/** The largest of NaN and others has no derivative. */
const isUnknown = (x: Ball): boolean => isUnbounded(x) || Number.isNaN(x.value);

/** Which elements may be the largest. */
function rivals(xs: readonly Ball[]): readonly boolean[] {
  // The element whose low end is highest; whatever cannot reach it is out.
  const best = xs.reduce<Ball | undefined>((m, x) => (!m || x.value - m.value > x.error - m.error ? x : m), undefined);
  return xs.map((x) => x === best || x.overflow || best!.overflow || !(best!.value - x.value > best!.error + x.error));
}

/** Whatever an implementation makes of elements that may be the largest: any share of it. */
export function share(xs: readonly Ball[]): { shares: Ball[]; kink: boolean } {
  if (xs.some(isUnknown)) return { shares: xs.map(() => unbounded(Number.NaN)), kink: false };
  const may = rivals(xs);
  const count = may.filter(Boolean).length;
  const some: Ball = { value: 0.5, error: 0.5, kink: 0.5, overflow: false };
  return { shares: may.map((m) => (!m ? exact(0) : count === 1 ? exact(1) : some)), kink: count > 1 };
}

/** The derivative of the largest along dx: that of one of the elements that may be the largest, or between them. */
export function maxTangent(xs: readonly Ball[], dx: readonly Ball[]): { tangent: Ball; kink: boolean } {
  if (xs.length === 0) return { tangent: exact(0), kink: false };
  if (xs.some(isUnknown)) return { tangent: unbounded(Number.NaN), kink: false };
  const may = rivals(xs);
  const candidates = dx.filter((_, i) => may[i]);
  return { tangent: hull(candidates), kink: candidates.some((t) => areApart(t, candidates[0]!)) };
}
