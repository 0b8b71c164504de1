import { type BigNumber, big } from './big-number.ts';

const halvings = 8;
const spareBits = 64;

/**
 * atan(x) to so many digits, within a few units of the last. decimal.js takes 28 square roots and as long as ten
 * exponentials.
 */
export function arcTangent(x: BigNumber, digits: number): BigNumber {
  if (x.isNaN() || x.isZero()) return x;
  const size = x.abs();
  const quarterTurn = (): BigNumber => big(-1).acos().div(2);
  if (!x.isFinite()) return x.isNegative() ? quarterTurn().neg() : quarterTurn();
  const inner = size.gt(1) ? big(1).div(size) : size;
  const acute = inner.lt(0.01) ? nearZero(inner, digits) : fromHalves(inner, digits);
  const angle = size.gt(1) ? quarterTurn().minus(acute) : acute;
  return x.isNegative() ? angle.neg() : angle;
}

/** x - x^3 / 3 + x^5 / 5 ... */
function nearZero(x: BigNumber, digits: number): BigNumber {
  const square = x.times(x);
  let power = x;
  let total = x;
  for (let k = 3; power.e > total.e - digits - 2; k += 2) {
    power = power.times(square).neg();
    total = total.plus(power.div(k));
  }
  return total;
}

/** Of 0.01 to 1, on whole numbers that count 2^-bits: the angle is halved eight times, then the series is short. */
function fromHalves(x: BigNumber, digits: number): BigNumber {
  const bits = BigInt(Math.ceil(digits * Math.log2(10)) + spareBits);
  const one = 1n << bits;
  const unit = power2(bits);
  let t = BigInt(x.times(unit).floor().toFixed(0));
  for (let k = 0; k < halvings; k++) t = (t << bits) / (one + root((one << bits) + t * t));
  const square = (t * t) >> bits;
  let power = t;
  let total = t;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = -((power * square) >> bits);
    total += power / k;
  }
  return big((total << BigInt(halvings)).toString()).div(unit);
}

const power2 = (bits: bigint): BigNumber => big((1n << bits).toString());

/** The whole part of the square root. */
function root(n: bigint): bigint {
  let r = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (r + n / r) >> 1n;
    if (next >= r) return r;
    r = next;
  }
}
