import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64 } from '../tensor/format.ts';
import { map } from '../tensor/tensor.ts';
import { ulp } from '../tensor/ulp.ts';
import { Decimals } from './decimal.ts';
import { elementary } from './elementary.ts';
import { atan, exp, expm1, log, log1p, tanh } from './kernel/functions.ts';

const kernels = { exp, expm1, log, log1p, tanh, atan };

const decimals = new Decimals(60);
/** In units in the last place of what is right. */
function error(name: keyof typeof elementary, x: number): number {
  const exact = map(kernels[name], decimals.tensor([x], [])).rep[0]!;
  const got = elementary[name](x);
  if (exact.isNaN() || !Number.isFinite(got)) return Object.is(got, exact.toNumber()) ? 0 : Infinity;
  return exact.minus(decimals.number(got)).abs().div(ulp(exact.toNumber(), float64)).toNumber();
}
const anyDouble = fc.double({ noNaN: true });
const near = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

describe.each([
  ['exp', 1, fc.oneof(anyDouble, near(-745, 709), near(-1, 1))],
  ['expm1', 2, fc.oneof(anyDouble, near(-40, 709), near(-1, 1))],
  ['log', 1, fc.oneof(anyDouble.map(Math.abs), near(0.5, 2), near(0, 1e-300))],
  ['log1p', 1, fc.oneof(anyDouble, near(-1, 1), near(-0.31, -0.27), near(0.39, 0.43))],
  ['tanh', 2, fc.oneof(anyDouble, near(-23, 23), near(-1, 1))],
  ['atan', 2, fc.oneof(anyDouble, near(-5, 5))],
] as const)('%s', (name, units, numbers) => {
  it(`is off by less than ${units} units in the last place`, () => {
    const run = fc.check(
      fc.property(numbers, (x) => error(name, x) < units),
      { numRuns: 1000 },
    );
    expect(run.failed, `${name}(${run.counterexample})`).toBe(false);
  });
});

describe('what is known without rounding', () => {
  const { exp, expm1, log, log1p, tanh, atan } = elementary;
  it('is exact', () => {
    expect([exp(0), exp(-0), exp(-Infinity), exp(Infinity), exp(Number.NaN)]).toEqual([1, 1, 0, Infinity, Number.NaN]);
    expect([exp(709.79), exp(-745.13), exp(-745.14)]).toEqual([Infinity, Number.MIN_VALUE, 0]);
    expect([expm1(0), expm1(-0), expm1(-Infinity), expm1(Infinity), expm1(-50)]).toEqual([0, -0, -1, Infinity, -1]);
    expect([log(1), log(0), log(-0), log(-1), log(Infinity)]).toEqual([0, -Infinity, -Infinity, Number.NaN, Infinity]);
    expect([log1p(0), log1p(-0), log1p(-1), log1p(-2), log1p(Infinity)]).toEqual([
      0,
      -0,
      -Infinity,
      Number.NaN,
      Infinity,
    ]);
    expect([tanh(0), tanh(-0), tanh(Infinity), tanh(-Infinity), tanh(30)]).toEqual([0, -0, 1, -1, 1]);
    expect([atan(0), atan(-0), atan(Infinity), atan(-Infinity)]).toEqual([0, -0, Math.PI / 2, -Math.PI / 2]);
    for (const f of Object.values(elementary)) expect(f(Number.NaN)).toBeNaN();
  });
  it('keeps what is smaller than its own square can change', () => {
    for (const x of [5e-324, -5e-324, 1e-300, -2e-17]) {
      for (const f of [expm1, log1p, tanh, atan]) expect(f(x)).toBe(x);
    }
  });
  it('rounds square roots, which are left to the engine, to the nearest', () => {
    // The root is r units of 2^-digits for a whole r, and the nearest one where (2 r - 1)^2 < 4 x < (2 r + 1)^2 in those.
    for (let i = 0n; i < 2000n; i++) {
      const base = 2n ** 51n + ((i * 2_251_799_813_685n) % 2n ** 51n);
      for (const [x, digits] of [
        [base, 27n],
        [2n * base, 26n],
      ] as const) {
        const r = BigInt(Math.sqrt(Number(x)) * 2 ** Number(digits));
        const square = 4n * x * 4n ** digits;
        expect((2n * r - 1n) ** 2n < square && square < (2n * r + 1n) ** 2n).toBe(true);
      }
    }
  });
  it('are the powers of two, which are left to the engine', () => {
    let p = 1;
    for (let k = 0; k <= 1023; k++, p *= 2) expect(2 ** k).toBe(p);
    p = 1;
    for (let k = 0; k >= -1074; k--, p /= 2) expect(2 ** k).toBe(p);
  });
});

// The bits that every engine must have; docs/results/fixtures-identity.txt says which do.
it('gives the same bits on every engine', () => {
  let sum = 0n;
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < 20_000; i++) {
    const x = ((i * 7919) % 20011) / 1024 - 8;
    for (const f of Object.values(elementary)) {
      view.setFloat64(0, f(x));
      sum = (sum * 31n + (Number.isNaN(f(x)) ? 1n : view.getBigUint64(0))) % 2n ** 61n;
    }
  }
  expect(sum).toBe(1449587487782886606n);
});
