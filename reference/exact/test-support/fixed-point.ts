/**
 * Elementary functions in fixed-point integers, by their series: an arithmetic that shares nothing with the oracle's.
 * A number x is the integer x 10^places.
 */
export class FixedPoint {
  readonly unit: bigint;
  constructor(places: number) {
    this.unit = 10n ** BigInt(places);
  }

  /** p / q. */
  ratio(p: bigint, q: bigint): bigint {
    return (p * this.unit) / q;
  }
  times(x: bigint, y: bigint): bigint {
    return (x * y) / this.unit;
  }
  /** By halving the argument until the series is short, and squaring back. */
  exp(x: bigint): bigint {
    const halvings = 40n + BigInt(String(x / this.unit).length) * 4n;
    const small = x >> halvings;
    let term = this.unit;
    let sum = term;
    for (let k = 1n; term !== 0n; k++) {
      term = this.times(term, small) / k;
      sum += term;
    }
    for (let i = 0n; i < halvings; i++) sum = this.times(sum, sum);
    return sum;
  }
  /** log(1 + x), by its series, for small x. */
  log1p(x: bigint): bigint {
    let sum = 0n;
    let power = x;
    for (let k = 1n; power !== 0n; k++) {
      sum += k % 2n === 1n ? power / k : -(power / k);
      power = this.times(power, x);
    }
    return sum;
  }
  /** The first significant digits, truncated, and the exponent of the first: `[digits, exponent]`. */
  digits(x: bigint, count: number): [string, number] {
    const text = String(x < 0n ? -x : x);
    return [text.slice(0, count), text.length - String(this.unit).length];
  }
}
