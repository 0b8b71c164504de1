import { Decimal } from 'decimal.js';
import { expect, it } from 'vitest';
import { fromDouble } from '../decimal/from-double.ts';
import { Decimals } from '../decimal.ts';
import { float64 } from '../float64.ts';
import { expectClose } from '../test-support/close-to.ts';
import { ifFinite, oneMinus, select, sigmoid, softplus, square, zeroTimes } from './functions.ts';
import { type Kernel, Program } from './program.ts';

const evaluate = (kernel: Kernel, ...xs: number[]): number => {
  const operands = xs.map((x) => float64.tensor([x], []));
  return float64.numbers(operands[0]!.make([], float64.map(Program.of(kernel, xs.length), operands, [])[0]!))[0]!;
};
const kernel = (f: (...xs: never[]) => unknown) => f as Kernel;
const decimals = new Decimals(60);
/** For the plain formulas, which lose at most 305 digits to the 1 of 1 + exp(-700). */
const Naive = Decimal.clone({ defaults: true, precision: 335 });

it('has a softplus and a sigmoid that are relatively accurate on both sides and never overflow', () => {
  for (const x of [-700, -300, -30, -1, -1e-9, 0, 1e-9, 0.5, 30, 300]) {
    const e = fromDouble(x, Naive).exp();
    expectClose([evaluate(kernel(sigmoid), x)], [e.div(e.plus(1)).toNumber()], 4);
    expectClose([evaluate(kernel(softplus), x)], [e.plus(1).ln().toNumber()], 4);
  }
  expect(evaluate(kernel(softplus), 1e308)).toBe(1e308);
  expect(evaluate(kernel(softplus), -1e308)).toBe(0);
  expect(evaluate(kernel(sigmoid), Infinity)).toBe(1);
  expect(evaluate(kernel(sigmoid), -Infinity)).toBe(0);
  expect(evaluate(kernel(softplus), Infinity)).toBe(Infinity);
  expect(evaluate(kernel(softplus), -Infinity)).toBe(0);
});

it('lets an exact zero win over infinity and NaN', () => {
  expect(evaluate(kernel(zeroTimes), 0, Infinity)).toBe(0);
  expect(evaluate(kernel(zeroTimes), 0, Number.NaN)).toBe(0);
  expect(evaluate(kernel(zeroTimes), -0, -Infinity) + 0).toBe(0);
  expect(evaluate(kernel(zeroTimes), 2, 3)).toBe(6);
  expect(evaluate(kernel(zeroTimes), Number.NaN, 0)).toBeNaN();
});

it('replaces what is not finite by 0', () => {
  for (const x of [Infinity, -Infinity, Number.NaN]) expect(evaluate(kernel(ifFinite), x)).toBe(0);
  for (const x of [-3, 1e308, -1e308, 5e-324]) expect(evaluate(kernel(ifFinite), x)).toBe(x);
});

it('selects without touching the other side', () => {
  const chosen: Kernel = (x) => select(x!.gt(0), x!, x!.div(0));
  expect(evaluate(chosen, 2)).toBe(2);
  expect(evaluate(kernel(oneMinus), 0.25)).toBe(0.75);
  expect(evaluate(kernel(square), -3)).toBe(9);
});

it('computes the same kernels in decimals', () => {
  const x = decimals.number(-40);
  const program = Program.of(kernel(softplus), 1);
  // log(1 + exp(-40)) = exp(-40) - exp(-80)/2 + exp(-120)/3 - ...
  const e = x.exp();
  const series = e.minus(e.pow(2).div(2)).plus(e.pow(3).div(3)).minus(e.pow(4).div(4));
  expect(decimals.run(program, [x])[0]!.div(series).minus(1).abs().lt('1e-55')).toBe(true);
});
