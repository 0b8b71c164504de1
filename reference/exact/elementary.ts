import { arcTangent } from './arc-tangent.ts';
import { type BigNumber, big } from './big-number.ts';
import {
  type Certified,
  type CertifiedArithmetic,
  exactNumber,
  isExact,
  isFiniteNumber,
  isNonZero,
  isZero,
  magnitude,
  one,
  zero,
} from './certified.ts';

/**
 * The elementary functions on numbers without errors, to the precision in force and within ten units of the last place.
 * decimal.js' own hyperbolic functions sum their series without reducing a large argument and would never return, so
 * they are used near 0 only, where the exponentials would cancel.
 */
export const elementary = {
  exp: (x: BigNumber): BigNumber => remembered('exp', x, () => x.exp()),
  log: (x: BigNumber): BigNumber => remembered('log', x, () => x.ln()),
  sqrt: (x: BigNumber): BigNumber => remembered('sqrt', x, () => x.sqrt()),
  atan: (x: BigNumber): BigNumber => remembered('atan', x, () => arcTangent(x, precisionOf(x))),
  cosh: (x: BigNumber): BigNumber => {
    const e = elementary.exp(x.abs());
    return e.plus(big(1).div(e)).div(2);
  },
  sinh: (x: BigNumber): BigNumber => {
    if (x.abs().lt(1)) return remembered('sinh', x, () => x.sinh());
    const e = elementary.exp(x);
    return e.minus(big(1).div(e)).div(2);
  },
  tanh: (x: BigNumber): BigNumber => {
    if (x.abs().lt(1)) return elementary.sinh(x).div(elementary.cosh(x));
    return big(1).minus(big(2).div(elementary.exp(x.times(2)).plus(1)));
  },
} as const;
export type Elementary = keyof typeof elementary;

/** A decimal.js number keeps its constructor, and that the precision in force. */
const precisionOf = (x: BigNumber): number => (x.constructor as unknown as { precision: number }).precision;

/** Case data repeats values (labels, ties, many classes), and at 400 digits one exponential takes milliseconds. */
const memory = new Map<string, BigNumber>();
const capacity = 20_000;
function remembered(name: string, x: BigNumber, compute: () => BigNumber): BigNumber {
  const key = `${name} ${precisionOf(x)} ${x.s} ${x.e} ${x.d}`;
  const known = memory.get(key);
  if (known) return known;
  const value = compute();
  if (memory.size >= capacity) memory.clear();
  memory.set(key, value);
  return value;
}

/** What a function gives at a number that it maps to an exact one. */
const exactValues: Readonly<Record<Elementary, (x: Certified) => Certified | undefined>> = {
  exp: (x) => (isZero(x) ? one : undefined),
  log: (x) => (isExact(x) && x.value.eq(1) ? zero : undefined),
  sqrt: (x) => (isZero(x) ? zero : undefined),
  atan: (x) => (isZero(x) ? zero : undefined),
  cosh: (x) => (isZero(x) ? one : undefined),
  sinh: (x) => (isZero(x) ? zero : undefined),
  tanh: (x) => (isZero(x) ? zero : undefined),
};

/** log10 of how far the value may be from the true one because of the argument's error. */
const propagated: Readonly<Record<Elementary, (x: Certified, y: Certified) => number>> = {
  exp: (x, y) => (x.error < -1 ? y.size + x.error + 0.1 : Infinity),
  log: (x) => (isNonZero(x) && x.value.isPositive() ? x.error - x.size + 0.4 : Infinity),
  sqrt: (x, y) => (isNonZero(x) ? x.error - y.size : x.error / 2 + 0.4),
  atan: (x) => x.error,
  cosh: (x, y) => (x.error < -1 ? y.size + x.error + 0.1 : Infinity),
  sinh: (x, y) => (x.error < -1 ? Math.max(y.size, 0) + x.error + 0.5 : Infinity),
  tanh: (x) => x.error,
};

/** An elementary function of a certified number, certified. */
export function applyElementary(name: Elementary, x: Certified, arithmetic: CertifiedArithmetic): Certified {
  const known = exactValues[name](x);
  if (known) return known;
  if (name === 'sqrt' && !isNonZero(x)) return perhapsZero(x.error / 2 + 0.4);
  const value = elementary[name](x.value);
  const certain = isExact(x) || isNonZero(x);
  if (!isFiniteNumber(x) || value.isNaN()) return { ...exactNumber(value), error: certain ? -Infinity : Infinity };
  if (!value.isFinite() && name === 'log') return { ...exactNumber(value), error: isExact(x) ? -Infinity : Infinity };
  const exactRoot = name === 'sqrt' && 2 * value.precision() <= arithmetic.digits && value.times(value).eq(x.value);
  const y = arithmetic.finite(value, -Infinity, exactRoot ? -Infinity : arithmetic.ulp(value) + 1);
  return isExact(x) ? y : arithmetic.finite(value, propagated[name](x, y), y.error);
}

/** base^exponent, certified. */
export function power(base: Certified, exponent: Certified, arithmetic: CertifiedArithmetic): Certified {
  if (isZero(exponent)) return one;
  if (isExact(exponent) && exponent.value.eq(1)) return base;
  if (isExact(exponent) && exponent.value.eq(2)) return arithmetic.mul(base, base);
  const value = base.value.pow(exponent.value);
  const exact = isExact(base) && isExact(exponent);
  if ((isZero(base) && isExact(exponent)) || !isFiniteNumber(base) || !isFiniteNumber(exponent)) {
    return { ...exactNumber(value), error: exact ? -Infinity : Infinity };
  }
  if (exact) return arithmetic.finite(value, -Infinity, arithmetic.ulp(value) + 1);
  const [least, most] = range(exponent);
  if (!isNonZero(base)) {
    // Somewhere in [0, |base| + error], and the power of that bounds the value.
    const reach = Math.max(base.size, base.error) + 0.5;
    return perhapsZero(least > 0 ? least * Math.min(reach, 0) + most * Math.max(reach, 0) + 0.4 : Infinity);
  }
  const ofBase = Math.log10(Math.max(Math.abs(least), Math.abs(most))) + base.error - base.size + 0.4;
  const ofExponent = exponent.error + Math.log10(Math.abs(base.size) + 1) + 0.4;
  const relative = Math.max(ofBase, ofExponent) + 0.4;
  const brought = relative < -0.5 ? magnitude(value) + relative + 0.4 : Infinity;
  return arithmetic.finite(value, brought, arithmetic.ulp(value) + 1);
}

const perhapsZero = (error: number): Certified => ({ ...zero, error });
const range = (x: Certified): [number, number] => [
  x.value.toNumber() - 10 ** x.error,
  x.value.toNumber() + 10 ** x.error,
];
