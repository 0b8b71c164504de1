import { Decimal } from 'decimal.js';

/** The elementary functions that cancel, at the full relative accuracy of their digits. */
export interface Functions {
  readonly expm1: (x: Decimal) => Decimal;
  readonly log1p: (x: Decimal) => Decimal;
  readonly tanh: (x: Decimal) => Decimal;
}

const GUARD = 10; // decimal digits that are computed and then rounded away

export function functions(D: Decimal.Constructor): Functions {
  const digits = D.precision;
  const W = Decimal.clone({ ...range, precision: digits + GUARD });
  const rounded = (w: Decimal): Decimal => new D(w).toSignificantDigits(digits);
  const isSmall = (x: Decimal): boolean => x.abs().lt(0.1);

  /** x + x^2 / 2! + x^3 / 3! ... for small x; else exp has no more than two digits to lose. */
  function expm1(x: Decimal): Decimal {
    if (!isSmall(x)) return x.exp().minus(1);
    let term = x;
    let total = x;
    for (let k = 2; !isNegligible(term, total); k++) {
      term = term.times(x).div(k);
      total = total.plus(term);
    }
    return total;
  }
  /** log((1 + z) / (1 - z)) = 2 (z + z^3 / 3 + z^5 / 5 ...) with z = x / (2 + x). */
  function log1p(x: Decimal): Decimal {
    if (!isSmall(x)) return x.plus(1).ln();
    const z = x.div(x.plus(2));
    const square = z.times(z);
    let power = z;
    let total = z;
    for (let k = 3; !isNegligible(power, total); k += 2) {
      power = power.times(square);
      total = total.plus(power.div(k));
    }
    return total.times(2);
  }
  const isNegligible = (term: Decimal, total: Decimal): boolean => term.isZero() || term.e < total.e - W.precision;

  const widely = (f: (x: Decimal) => Decimal) => (x: Decimal) => (x.isZero() || x.isNaN() ? x : rounded(f(new W(x))));
  return {
    expm1: widely(expm1),
    log1p: widely(log1p),
    tanh: widely((x) => {
      // exp of a negative number cannot overflow.
      const m = expm1(x.abs().times(-2));
      const t = m.neg().div(m.plus(2));
      return x.isNegative() ? t.neg() : t;
    }),
  };
}

/** Exponents as wide as decimal.js goes: 10^(9e15). */
export const range = { defaults: true, minE: -9e15, maxE: 9e15, rounding: Decimal.ROUND_HALF_EVEN } as const;
