import { exponent, float64 } from '../../../reference/tensor/format.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';

/**
 * A number that a judge computes with: the truth lies within `radius` of `value`. What is read from an implementation
 * brings the permitted error as its radius; every operation here adds its own rounding, so that comparing two estimates
 * never blames an implementation for the judge's arithmetic. An infinite radius says nothing; a value that is not finite
 * with a finite radius is an answer that cannot be right.
 */
export interface Estimate {
  readonly value: number;
  readonly radius: number;
}

export const exactly = (value: number): Estimate => ({ value, radius: 0 });
export const unknown: Estimate = { value: 0, radius: Infinity };
export const zero = exactly(0);

export const saysNothing = ({ radius }: Estimate): boolean => !(radius < Infinity);

export function plus(a: Estimate, b: Estimate): Estimate {
  const value = a.value + b.value;
  // What rounding the sum has dropped, exactly.
  const back = value - a.value;
  const dropped = a.value - (value - back) + (b.value - back);
  return settled(value, up(a.radius + b.radius + Math.abs(dropped)), a, b);
}
export const minus = (a: Estimate, b: Estimate): Estimate => plus(a, negative(b));
const negative = ({ value, radius }: Estimate): Estimate => ({ value: -value, radius });
export const absolute = ({ value, radius }: Estimate): Estimate => ({ value: Math.abs(value), radius });

export function times(a: Estimate, b: Estimate): Estimate {
  if (isZero(a) || isZero(b)) return saysNothing(a) || saysNothing(b) ? unknown : zero;
  const value = a.value * b.value;
  const spread = Math.abs(a.value) * b.radius + Math.abs(b.value) * a.radius + a.radius * b.radius;
  return settled(value, up(spread + (onlyScales(a, b, value) ? 0 : slop(value))), a, b);
}

/** Unknown where the divisor may be 0. */
export function over(a: Estimate, b: Estimate): Estimate {
  if (!(Math.abs(b.value) > b.radius)) return unknown;
  const value = a.value / b.value;
  const spread = (a.radius + Math.abs(value) * b.radius) / (Math.abs(b.value) - b.radius);
  return settled(
    value,
    up(spread + (isPowerOfTwo(b.value) && Math.abs(value) >= float64.smallestNormal ? 0 : slop(value))),
    a,
    b,
  );
}

/** Of a number that cannot be negative. */
export function root(a: Estimate): Estimate {
  const value = Math.sqrt(Math.max(a.value, 0));
  return settled(
    value,
    up((value > 0 ? Math.min(a.radius / value, Math.sqrt(a.radius)) : Math.sqrt(a.radius)) + slop(value)),
    a,
  );
}

export const total = (list: readonly Estimate[]): Estimate => list.reduce(plus, zero);

export function largest(list: readonly Estimate[]): Estimate {
  return list.reduce((a, b) => ({ value: Math.max(a.value, b.value), radius: Math.max(a.radius, b.radius) }), {
    value: -Infinity,
    radius: 0,
  });
}

const isZero = ({ value, radius }: Estimate): boolean => value === 0 && radius === 0;
/** Whether one of the two is a power of two, and the result is not so small that it lost digits. */
const onlyScales = (a: Estimate, b: Estimate, result: number): boolean =>
  (isPowerOfTwo(a.value) || isPowerOfTwo(b.value)) && Math.abs(result) >= float64.smallestNormal;
const isPowerOfTwo = (x: number): boolean =>
  x !== 0 && Number.isFinite(x) && 2 ** exponent(Math.abs(x)) === Math.abs(x);
const slop = (value: number): number => ulp(value, float64);
/** Radii are computed with a few roundings of their own. */
const up = (radius: number): number => (radius > 0 && radius < Infinity ? radius + 4 * ulp(radius, float64) : radius);

/** Finite numbers whose result is not finite have left the range of the judge: nothing is known then. */
function settled(value: number, radius: number, ...from: readonly Estimate[]): Estimate {
  if (from.some(saysNothing)) return unknown;
  if (Number.isFinite(value)) return { value, radius: Number.isNaN(radius) ? Infinity : radius };
  return from.every((x) => Number.isFinite(x.value)) ? unknown : { value, radius: finite(radius) };
}
const finite = (radius: number): number => (Number.isFinite(radius) ? radius : 0);
