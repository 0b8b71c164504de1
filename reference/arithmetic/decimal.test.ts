import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { map } from '../tensor/tensor.ts';
import { fromDouble } from './decimal/from-double.ts';
import { Decimals } from './decimal.ts';
import { atan, exp, expm1, log, log1p, sqrt, tanh } from './kernel/functions.ts';
import type { Scalar } from './kernel/scalar.ts';

const D50 = new Decimals(50);
const of = (f: (x: Scalar) => Scalar, x: number, decimals = D50): string =>
  map(f, decimals.tensor([x], [])).rep[0]!.toString();

describe('doubles', () => {
  it('enter exactly, never as their shortest decimal', () => {
    const exact = (x: number): string =>
      fromDouble(x, Decimal.clone({ defaults: true, toExpNeg: -9e15, toExpPos: 9e15 })).toString();
    expect(exact(0.1)).toBe('0.1000000000000000055511151231257827021181583404541015625');
    expect(exact(-0.3)).toBe('-0.299999999999999988897769753748434595763683319091796875');
    expect(exact(2 ** 70)).toBe('1180591620717411303424');
    expect(exact(1e23)).toBe('99999999999999991611392');
    expect(exact(Number.MAX_VALUE)).toHaveLength(309);
    // 2^-1074 = 5^1074 10^-1074: 751 digits after 323 zeros
    expect(exact(Number.MIN_VALUE)).toHaveLength(2 + 323 + 751);
    expect(exact(Number.MIN_VALUE)).toBe(`0.${'0'.repeat(323)}${5n ** 1074n}`);
  });

  it('come back unchanged, specials and signed zeros too', () => {
    const xs = [
      0,
      -0,
      1,
      -1.5,
      0.1,
      1e300,
      5e-324,
      -2.2250738585072014e-308,
      Number.MAX_VALUE,
      Infinity,
      -Infinity,
      Number.NaN,
    ];
    expect([...D50.numbers(D50.tensor(xs, [xs.length]))]).toEqual(xs);
    expect(Object.is(D50.plain(D50.number(-0)), -0)).toBe(true);
  });
});

describe('constants that are known', () => {
  it('exp, log, sqrt', () => {
    expect(of(exp, 1)).toBe('2.7182818284590452353602874713526624977572470937');
    expect(of(log, 2)).toBe('0.69314718055994530941723212145817656807550013436026');
    expect(of(log, 10)).toBe('2.3025850929940456840179914546843642076011014886288');
    expect(of(sqrt, 2)).toBe('1.4142135623730950488016887242096980785696718753769');
    expect(of(atan, 1)).toBe('0.78539816339744830961566084581987572104929234984378');
  });

  it('expm1, log1p and tanh keep all their digits near 0', () => {
    // x + x^2/2 + x^3/6 and x - x^2/2 + x^3/3 at x = 2^-60, in exact rational arithmetic
    const x = 2 ** -60;
    const [numerator, denominator] = [1n, 2n ** 60n];
    const digits = (terms: [bigint, bigint][]): string => {
      // sum of terms a / (b 2^(60 k)), to 50 digits
      const scale = 10n ** 110n;
      const sum = terms.reduce((s, [a, b]) => s + (scale * a) / b, 0n);
      return new Decimal(`${sum}e-110`).toSignificantDigits(50).toString();
    };
    const power = (k: bigint): bigint => denominator ** k;
    const series = (a: [bigint, bigint][]) => digits(a.map(([p, q], k) => [p * numerator, q * power(BigInt(k + 1))]));
    expect(of(expm1, x)).toBe(
      series([
        [1n, 1n],
        [1n, 2n],
        [1n, 6n],
        [1n, 24n],
        [1n, 120n],
      ]),
    );
    expect(of(log1p, x)).toBe(
      series([
        [1n, 1n],
        [-1n, 2n],
        [1n, 3n],
        [-1n, 4n],
        [1n, 5n],
      ]),
    );
    expect(of(tanh, x)).toBe(
      series([
        [1n, 1n],
        [0n, 1n],
        [-1n, 3n],
        [0n, 1n],
        [2n, 15n],
      ]),
    );
  });

  it('agree with their definitions at twice the digits', () => {
    const D100 = new Decimals(110);
    for (const x of [-40, -3, -0.75, -0.1, -0.0999, 1e-3, 0.09, 0.1, 0.5, 7, 100]) {
      const w = D100.number(x);
      const same = (got: string, exact: Decimal): void => {
        expect(exact.div(got).minus(1).abs().lt('1e-49')).toBe(true);
      };
      same(of(expm1, x), w.exp().minus(1));
      if (x > -1) same(of(log1p, x), w.plus(1).ln());
      same(of(tanh, x), w.times(2).exp().minus(1).div(w.times(2).exp().plus(1)));
    }
  });

  it('at the limits', () => {
    expect(of(log1p, -1)).toBe('-Infinity');
    expect(of(log1p, -2)).toBe('NaN');
    expect(of(log, 0)).toBe('-Infinity');
    expect(of(log, -1)).toBe('NaN');
    expect(of(expm1, -Infinity)).toBe('-1');
    expect(of(expm1, Infinity)).toBe('Infinity');
    expect(of(expm1, -1e5)).toBe('-1');
    expect(of(tanh, Infinity)).toBe('1');
    expect(of(atan, -Infinity)).toBe('-1.5707963267948966192313216916397514420985846996876');
    expect(of(tanh, -1e300)).toBe('-1');
    for (const f of [expm1, log1p, tanh]) {
      expect(D50.plain(map(f, D50.tensor([-0], [])).rep[0]!)).toBe(-0);
      expect(of(f, Number.NaN)).toBe('NaN');
    }
  });
});

describe('exponents', () => {
  it('reach far beyond doubles', () => {
    const tiny = map(exp, D50.tensor([-1e5], [])).rep[0]!;
    // log10(e) 10^5 = 43429.448190325182765
    expect(tiny.e).toBe(-43430);
    expect(tiny.ln().plus(1e5).abs().lt('1e-44')).toBe(true);
    expect(map(exp, D50.tensor([1e15], [])).rep[0]!.e).toBe(434294481903251);
    // log(1 + exp(-1e5)) is exp(-1e5) to 43429 digits
    expect(map((x) => log1p(exp(x)), D50.tensor([-1e5], [])).rep[0]!.eq(tiny)).toBe(true);
  });

  it('end in Infinity and in 0', () => {
    expect(of(exp, 3.4e38)).toBe('Infinity');
    expect(of(exp, 1e17)).toBe('Infinity');
    expect(of(exp, -3.4e38)).toBe('0');
  });
});

it('computes a confident row to all its digits', () => {
  const z = D50.tensor([300, 0, -1000], [3]);
  const loss = z
    .logSoftmax()
    .take(D50.tensor([0], []))
    .neg();
  // log(1 + e^-300 + e^-1300) = e^-300 - e^-600 / 2 + ..., and e^-300 is not yet 10^-130
  const e = D50.number(-300).exp();
  expect(
    loss.rep[0]!.div(e.minus(e.times(e).div(2)))
      .minus(1)
      .abs()
      .lt('1e-48'),
  ).toBe(true);
  expect(D50.numbers(z.softmax().sum())[0]).toBe(1);
});

it('takes 1 to 980 digits, and works with all of them', () => {
  for (const digits of [0, 981, 2.5, Number.NaN]) expect(() => new Decimals(digits)).toThrow(RangeError);
  const most = new Decimals(980);
  const log1pOf = (x: number): Decimal => map((a) => log1p(a), most.tensor([x], [])).rep[0]!;
  // log 4 is 2 log 2
  expect(log1pOf(3).div(log1pOf(1)).minus(2).abs().lt('1e-976')).toBe(true);
  expect(new Decimals(1).tensor([1], []).div(3).rep[0]!.toString()).toBe('0.3');
});
