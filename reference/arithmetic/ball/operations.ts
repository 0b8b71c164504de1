import { elementary } from '../elementary.ts';
import { type Ball, exact, hasCertainSign, isExactly, isInfinite, isUnbounded, negated, unbounded } from './ball.ts';
import type { Rounding } from './rounding.ts';

// Each rule first settles what is exact (zeros, and the infinities of masks), then what may have overflowed; the rest
// is the distance that the exact result can move when its operands do, plus the rounding of the operation itself.

export function add(r: Rounding, a: Ball, b: Ball): Ball {
  const value = a.value + b.value;
  if (isExactly(a, 0)) return isExactly(b, 0) ? exact(value) : b;
  if (isExactly(b, 0)) return a;
  if (isUnbounded(a) || isUnbounded(b)) return unbounded(value);
  if (isInfinite(a) || isInfinite(b)) {
    const meetsOverflow = (isInfinite(a) ? b : a).overflow;
    return meetsOverflow && a.value * b.value < 0 ? unbounded(value) : exact(value);
  }
  if (value === 0 && a.error === 0 && b.error === 0) return exact(0);
  const overflow = a.overflow || b.overflow;
  if (overflow && (isStray(a, value) || isStray(b, value))) return unbounded(value);
  return r.result('add', value, a.error + b.error, a.kink + b.kink, undefined, overflow);
}

/** Whether it may be the infinity of the other side. */
const isStray = (x: Ball, value: number): boolean => x.overflow && !(x.value * value > 0);

export const sub = (r: Rounding, a: Ball, b: Ball): Ball => add(r, a, negated(b));

export function mul(r: Rounding, a: Ball, b: Ball): Ball {
  const value = a.value * b.value;
  if (isUnbounded(a) || isUnbounded(b)) return unbounded(value);
  if (isExactly(a, 0) || isExactly(b, 0)) {
    const other = isExactly(a, 0) ? b : a;
    return other.overflow ? unbounded(value) : exact(value); // of zero and an infinity: NaN
  }
  const overflow = a.overflow || b.overflow;
  if (isInfinite(a) || isInfinite(b) || overflow) {
    // An infinity times what may be zero may be NaN.
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) return exact(Number.NaN);
    if (!hasCertainSign(a) || !hasCertainSign(b)) return unbounded(value);
    if (isInfinite(a) || isInfinite(b)) return exact(value);
    if (value === 0) return unbounded(value);
  }
  const error = movedProduct(a, b, a.error, b.error);
  const kink = movedProduct(a, b, a.kink, b.kink);
  // By 1, 2 or 1/2 nothing is rounded: hard labels and signs must not cost a digit.
  if (isExactPower(a) || isExactPower(b)) return r.within(value, error, kink, 0, overflow);
  return r.result('mul', value, error, kink, undefined, overflow);
}
function movedProduct(a: Ball, b: Ball, ea: number, eb: number): number {
  return Math.abs(a.value) * eb + Math.abs(b.value) * ea + ea * eb;
}

/**
 * By an exact divisor an implementation may also multiply with its rounded reciprocal, as means over N often do: twice
 * the rounding, and the underflow of the reciprocal.
 */
export function div(r: Rounding, a: Ball, b: Ball): Ball {
  const value = a.value / b.value;
  if (isUnbounded(a) || isUnbounded(b)) return unbounded(value);
  if (Number.isNaN(a.value) || Number.isNaN(b.value)) return exact(Number.NaN);
  if (isInfinite(b)) return isInfinite(a) || !a.overflow ? exact(value) : unbounded(value);
  if (isExactly(b, 0)) return isExactly(a, 0) || hasCertainSign(a) ? exact(value) : unbounded(value);
  if (!hasCertainSign(b)) return unbounded(value);
  if (isInfinite(a)) return b.overflow ? unbounded(value) : exact(value);
  if (!r.divides(b)) return unbounded(value);
  if (isExactly(a, 0)) return exact(value);
  if (a.overflow && b.overflow) return unbounded(value);
  const [size, divisor] = [Math.abs(value), Math.abs(b.value)];
  let error = movedQuotient(size, divisor, a.error, b.error);
  if (b.overflow) error = Math.max(error, size); // by an overflowed divisor: 0
  const known = b.error === 0 && !b.overflow;
  if (known && 1 / divisor < r.format.smallestNormal) error += (Math.abs(a.value) + a.error) * r.underflow();
  const again = known && !isPowerOfTwo(divisor) ? r.unitsOf('div') * r.format.unit * (size + error) : 0;
  const kink = movedQuotient(size, divisor, a.kink, b.kink);
  return r.result('div', value, error + again, kink, undefined, a.overflow);
}
/** How far a quotient of this size moves; of a subnormal divisor the product of size and error would underflow. */
export function movedQuotient(size: number, divisor: number, ea: number, eb: number): number {
  const least = divisor - eb;
  if (eb === 0) return ea / least;
  return eb < subnormalError ? ea / least + size * (eb / least) : (ea + size * eb) / least;
}
const subnormalError = 2 ** -960;
const isExactPower = (x: Ball): boolean => x.error === 0 && !x.overflow && isPowerOfTwo(Math.abs(x.value));

const bits = new DataView(new ArrayBuffer(8));
/** Of a positive number, by its bits: a logarithm is dear. */
export function isPowerOfTwo(x: number): boolean {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const low = bits.getUint32(4);
  if (high >= 0x100000) return low === 0 && (high & 0xfffff) === 0;
  // A subnormal number, whose bits are a whole number: one bit at most.
  return high === 0 ? (low & (low - 1)) === 0 : low === 0 && (high & (high - 1)) === 0;
}

export function exp(r: Rounding, a: Ball): Ball {
  const value = elementary.exp(a.value);
  if (isUnbounded(a)) return unbounded(value);
  if (isInfinite(a)) return exact(value);
  if (isExactly(a, 0)) return exact(1);
  if (value === Infinity) return elementary.exp(a.value - a.error) === Infinity ? exact(value) : unbounded(value);
  return exponential(r, 'exp', value, value, a);
}
/** exp(x + e) - exp(x); not lost where e is tiny, not 0 * Infinity where exp(x) underflows. */
export const growth = (x: number, e: number): number =>
  e <= 1 ? elementary.exp(x) * elementary.expm1(e) : elementary.exp(x + e) - elementary.exp(x);

export function expm1(r: Rounding, a: Ball): Ball {
  const value = elementary.expm1(a.value);
  if (isUnbounded(a)) return unbounded(value);
  if (isInfinite(a)) return exact(value);
  if (isExactly(a, 0)) return exact(a.value);
  if (value === Infinity) return elementary.exp(a.value - a.error) === Infinity ? exact(value) : unbounded(value);
  return exponential(r, 'expm1', value, value + 1, a);
}

/** `height` is how far the result lies above that of -Infinity. */
function exponential(r: Rounding, operation: 'exp' | 'expm1', value: number, height: number, a: Ball): Ball {
  const isDown = a.overflow && a.value < 0;
  const error = Math.max(growth(a.value, a.error), isDown ? height : 0);
  return r.result(operation, value, error, growth(a.value, a.kink), a, a.overflow && !isDown);
}

export const log = (r: Rounding, a: Ball): Ball => logarithm(r, 'log', elementary.log(a.value), a, 0);
export const log1p = (r: Rounding, a: Ball): Ball => logarithm(r, 'log1p', elementary.log1p(a.value), a, 1);

/** log(shift + a). */
function logarithm(r: Rounding, operation: 'log' | 'log1p', value: number, a: Ball, shift: 0 | 1): Ball {
  if (isUnbounded(a)) return unbounded(value);
  if (isInfinite(a) || isExactly(a, -shift)) return exact(value);
  if (isExactly(a, 1 - shift)) return operation === 'log1p' ? exact(a.value) : r.result(operation, 0, 0, 0, a);
  const x = shift + a.value;
  if (x + a.error < 0) return exact(Number.NaN);
  if (x <= a.error) return unbounded(value);
  return r.result(operation, value, -elementary.log1p(-a.error / x), -elementary.log1p(-a.kink / x), a, a.overflow);
}

/** What may be negative by rounding alone is taken for a sum of squares, which no implementation has below 0. */
export function sqrt(r: Rounding, a: Ball): Ball {
  const value = Math.sqrt(a.value);
  if (isUnbounded(a)) return unbounded(value);
  if (isInfinite(a) || isExactly(a, 0)) return exact(value);
  if (a.value < 0) return a.value + a.error < 0 ? exact(Number.NaN) : unbounded(value);
  return r.result('sqrt', value, movedRoot(a.value, value, a.error), movedRoot(a.value, value, a.kink), a, a.overflow);
}
export function movedRoot(x: number, root: number, e: number): number {
  if (e === 0) return 0;
  const up = e / (root + Math.sqrt(x + e));
  return Math.max(up, e <= x ? e / (root + Math.sqrt(x - e)) : root);
}

export function tanh(r: Rounding, a: Ball): Ball {
  const value = elementary.tanh(a.value);
  if (isUnbounded(a)) return unbounded(value);
  if (isInfinite(a) || isExactly(a, 0)) return exact(value);
  const lost = a.overflow ? 1 - Math.abs(value) : 0;
  return r.result('tanh', value, movedTanh(a.value, value, a.error) + lost, movedTanh(a.value, value, a.kink), a);
}
export function movedTanh(x: number, y: number, e: number): number {
  return Math.min(1 + Math.abs(y), e * slopeOfTanh(Math.max(0, Math.abs(x) - e)));
}
/** 1 - tanh(x)^2 for x >= 0, without cancellation. */
const slopeOfTanh = (x: number): number => {
  const q = elementary.exp(-2 * x);
  return (4 * q) / ((1 + q) * (1 + q));
};

export function atan(r: Rounding, a: Ball): Ball {
  const value = elementary.atan(a.value);
  if (isUnbounded(a)) return unbounded(value);
  if (isExactly(a, 0)) return exact(value);
  // Of an infinity it is a quarter turn, which is rounded like any other.
  if (isInfinite(a)) return r.result('atan', value, 0, 0, a);
  const lost = a.overflow ? quarterTurn - Math.abs(value) : 0;
  return r.result('atan', value, movedAtan(a.value, value, a.error) + lost, movedAtan(a.value, value, a.kink), a);
}
const quarterTurn = Math.PI / 2;
export function movedAtan(x: number, y: number, e: number): number {
  const nearest = Math.max(0, Math.abs(x) - e);
  return Math.min(quarterTurn + Math.abs(y), e / (1 + nearest * nearest));
}
