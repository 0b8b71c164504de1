import { type BigNumber, big } from './big-number.ts';

/**
 * A number with a proven bound on how far it is from the true one. A computation that has lost its digits knows it, so
 * that 1 + exp(-700) at 64 digits is 1 to within 1e-64 and its logarithm is not mistaken for 0.
 */
export interface Certified {
  readonly value: BigNumber;
  /** log10 of the magnitude, -Infinity for 0, Infinity for an infinity, NaN for NaN. */
  readonly size: number;
  /** log10 of the bound on the absolute error: -Infinity for an exact number, Infinity where nothing is known. */
  readonly error: number;
}

/** A number beyond the exponents of the decimal arithmetic. */
export class OutOfRange extends Error {
  override readonly name = 'OutOfRange';
}

/** Beyond it an exponent leaves no room for the error's own logarithm. */
const largestExponent = 1e15;

export const isExact = (x: Certified): boolean => x.error === -Infinity;
/** Known to be 0. */
export const isZero = (x: Certified): boolean => x.size === -Infinity && isExact(x);
/** Known to differ from 0 by at least half its magnitude. */
export const isNonZero = (x: Certified): boolean => x.error < x.size - 0.4;
export const isFiniteNumber = (x: Certified): boolean => x.size < Infinity;

export const exactNumber = (value: BigNumber): Certified => ({ value, size: magnitude(value), error: -Infinity });
export const zero = exactNumber(big(0));
export const one = exactNumber(big(1));

/** log10 of the sum of two non-negative numbers that are given by their log10. */
export function logAdd(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  if (low === -Infinity || high === Infinity || high - low > 20) return high;
  return high + Math.log10(1 + 10 ** (low - high));
}
/** log10 of their product, where nothing times anything is nothing. */
const logMul = (a: number, b: number): number => (a === -Infinity || b === -Infinity ? -Infinity : a + b);

/** log10 of the magnitude. */
export function magnitude(x: BigNumber): number {
  if (!x.isFinite()) return x.isNaN() ? Number.NaN : Infinity;
  const first = x.d[0]!;
  if (first === 0) return -Infinity;
  let power = 1;
  while (power * 10 <= first) power *= 10;
  return x.e + Math.log10((first + (x.d[1] ?? 0) / 1e7) / power);
}

/** The position of the last digit that is not 0. */
const lastPlace = (x: BigNumber): number => x.e - x.precision() + 1;

/** Arithmetic on certified numbers, rounded to `digits`; to be used inside `withDigits` of the same count. */
export class CertifiedArithmetic {
  readonly digits: number;
  constructor(digits: number) {
    this.digits = digits;
  }

  add(a: Certified, b: Certified): Certified {
    if (isZero(a)) return b;
    if (isZero(b)) return a;
    const value = a.value.plus(b.value);
    const error = logAdd(a.error, b.error);
    if (!isFiniteNumber(a) || !isFiniteNumber(b)) return unbounded(value, error);
    const top = Math.max(a.value.e, b.value.e) + 1;
    const bottom = Math.min(lastPlace(a.value), lastPlace(b.value));
    const exact = top - bottom < this.digits || value.isZero();
    return this.finite(value, error, exact ? -Infinity : this.ulp(value));
  }
  neg(a: Certified): Certified {
    return { value: a.value.neg(), size: a.size, error: a.error };
  }
  sub(a: Certified, b: Certified): Certified {
    return this.add(a, this.neg(b));
  }
  mul(a: Certified, b: Certified): Certified {
    if (a === one) return b;
    if (b === one) return a;
    const value = a.value.times(b.value);
    if (!isFiniteNumber(a) || !isFiniteNumber(b)) {
      const certain = (isExact(a) || isNonZero(a)) && (isExact(b) || isNonZero(b));
      return unbounded(value, certain ? -Infinity : Infinity);
    }
    const crossed = logAdd(logMul(a.size, b.error), logMul(b.size, a.error));
    const error = Math.max(a.error, b.error) === Infinity ? Infinity : logAdd(crossed, logMul(a.error, b.error));
    const fits = a.value.precision() + b.value.precision() <= this.digits;
    return this.finite(value, error, fits || value.isZero() ? -Infinity : this.ulp(value));
  }
  div(a: Certified, b: Certified): Certified {
    if (b === one) return a;
    const value = a.value.div(b.value);
    if (isZero(b) || !isFiniteNumber(a) || !isFiniteNumber(b)) {
      return unbounded(value, isExact(a) && isExact(b) ? -Infinity : Infinity);
    }
    if (!isNonZero(b)) return { value, size: magnitude(value), error: Infinity };
    const error = logAdd(a.error, logMul(magnitude(value), b.error)) - b.size + 0.3;
    return this.finite(value, error, this.divides(a.value, b.value, value) ? -Infinity : this.ulp(value));
  }
  sum(xs: readonly Certified[]): Certified {
    return xs.reduce((a, b) => this.add(a, b), zero);
  }

  /** A result with the error that its arguments bring and the error of its own rounding (log10, both). */
  finite(value: BigNumber, brought: number, rounding: number): Certified {
    if (value.isNaN()) return unbounded(value, brought);
    if (!value.isFinite() || value.e > largestExponent) throw new OutOfRange('a number beyond 10^(10^15)');
    if (value.e < -largestExponent) return { ...zero, error: Math.max(brought, -largestExponent) };
    return { value, size: magnitude(value), error: roundedUp(logAdd(brought, rounding)) };
  }
  /** log10 of the distance between neighbours at x, or of what rounds to 0; a correct rounding errs by half of it. */
  ulp(x: BigNumber): number {
    return x.isZero() ? -largestExponent : x.e + 1 - this.digits;
  }

  private divides(a: BigNumber, b: BigNumber, quotient: BigNumber): boolean {
    return a.isZero() || (quotient.precision() + b.precision() <= this.digits && quotient.times(b).eq(a));
  }
}

/** Above what the roundings of the logarithms themselves, in floating point, may have taken away. */
const roundedUp = (error: number): number =>
  Number.isFinite(error) ? error + 1e-6 + Math.abs(error) * 2 ** -49 : error;

/** An infinity or NaN, certain where the arguments' error is not infinite. */
function unbounded(value: BigNumber, error: number): Certified {
  return { value, size: magnitude(value), error: error === Infinity ? Infinity : -Infinity };
}
