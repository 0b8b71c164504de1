import type { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { size } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Decimals } from './decimal.ts';
import { float64 } from './float64.ts';
import { type Dual, Tangent } from './tangent.ts';
import { type Node, Tape } from './tape.ts';
import { battery } from './test-support/battery.ts';
import { expectClose } from './test-support/close-to.ts';

const decimals = new Decimals(60);
type D = Tensor<Decimal[]>;
const lift = (v: readonly number[], shape: readonly number[]): D => decimals.tensor(v, shape);
const wave = (n: number, phase: number): number[] => Array.from({ length: n }, (_, i) => Math.sin(1.7 * i + phase));

/** |a - b| <= 1e-30 (1 + |b|) everywhere, for numbers of 60 digits. */
function expectEqual(a: D, b: D): void {
  expect(a.shape).toEqual(b.shape);
  b.rep.forEach((y, i) => {
    const x = a.rep[i]!;
    const distance = x.minus(y).abs();
    if (!distance.lte(y.abs().plus(1).times('1e-30'))) expect.fail(`[${i}] ${x} is not ${y}`);
  });
}
/** The limit of differences of f along v, off by about 1e-32. */
function difference(f: (x: D) => D, x: D, v: D): D {
  const h = lift([2 ** -53], []);
  const step = v.mul(h);
  return f(x.add(step))
    .sub(f(x.sub(step)))
    .div(h.mul(2));
}

describe.each(battery)('$name', ({ shape, text, linear }) => {
  const n = size(shape);
  const [x, v, w] = [lift(wave(n, 0.4), shape), lift(wave(n, 2), shape), lift(wave(n, 5), shape)];
  const f = (y: D): D => text(y, lift);
  const weightOf = (y: D): D => lift(wave(size(y.shape), 1), y.shape as number[]);

  const reverse = (y: D, g: D): D => {
    const tape = new Tape(decimals);
    const variable = tape.variable(y);
    const result = text(variable, (a, s) => tape.given(lift(a, s)));
    return tape.gradient(result, [variable], g)[0]!;
  };
  const forward = (y: D, dy: D): D => {
    const tangent = new Tangent(decimals);
    return tangent.derivative(text(tangent.variable(y, dy), (a, s) => tangent.given(lift(a, s))));
  };

  it('has a tangent that is the limit of differences', () => {
    expectEqual(forward(x, v), difference(f, x, v));
  });

  it('has a gradient that is the transpose of the tangent', () => {
    const g = weightOf(f(x));
    const gradient = reverse(x, g);
    expect(gradient.shape).toEqual(shape);
    expectEqual(gradient.mul(v).sum(), forward(x, v).mul(g).sum());
  });

  it('accepts a cotangent and a direction as small as they broadcast', () => {
    const ones = f(x).mul(0).add(1);
    expectEqual(reverse(x, lift([3], [])), reverse(x, ones.mul(3)));
    expectEqual(forward(x, lift([3], [])), forward(x, x.mul(0).add(3)));
  });

  it('has second derivatives: tape over tape, tangent over tape, tape over tangent', () => {
    const g = weightOf(f(x));
    const slope = difference((y) => reverse(y, g), x, v); // the Hessian of <g, f> times v
    if (linear) expectEqual(slope, v.mul(0));

    const inner = new Tape<Decimal[]>(decimals);
    const x1 = inner.variable(x);
    const outer = new Tape<Node<Decimal[]>>(inner);
    const x2 = outer.variable(x1);
    const result = text(x2, (a, s) => outer.given(inner.given(lift(a, s))));
    const gradient = outer.gradient(result, [x2], inner.given(g))[0]!;
    expectEqual(inner.gradient(gradient.mul(inner.given(v)).sum(), [x1])[0]!, slope);

    const tangent = new Tangent<Decimal[]>(decimals);
    const tape = new Tape<Dual<Decimal[]>>(tangent);
    const xt = tape.variable(tangent.variable(x, v));
    const moved = text(xt, (a, s) => tape.given(tangent.given(lift(a, s))));
    expectEqual(tangent.derivative(tape.gradient(moved, [xt], tangent.given(g))[0]!), slope);

    const along = new Tangent<Node<Decimal[]>>(inner);
    const directional = along.derivative(
      text(along.variable(x1, inner.given(v)), (a, s) => along.given(inner.given(lift(a, s)))),
    );
    const twice = inner.gradient(directional, [x1], g)[0]!;
    expectEqual(twice.mul(w).sum(), slope.mul(w).sum());
  });

  it('has the same derivatives in float64', () => {
    const of64 = (y: D) => float64.tensor(decimals.numbers(y), y.shape as number[]);
    const constants = (a: readonly number[], s: readonly number[]) => float64.tensor(a, s);
    const g = weightOf(f(x));
    const tape = new Tape(float64);
    const variable = tape.variable(of64(x));
    const result = text(variable, (a, s) => tape.given(constants(a, s)));
    const near = (got: ArrayLike<number>, exact: D): void => {
      // What cancels is compared with the largest of its kind.
      const scale = Math.max(1, ...decimals.numbers(exact).map(Math.abs));
      expectClose(
        Float64Array.from(got, (a) => a / scale + 2),
        decimals.numbers(exact.div(scale).add(2)),
        64,
      );
    };
    near(float64.numbers(result.rep.value), f(x));
    near(float64.numbers(tape.gradient(result, [variable], of64(g))[0]!), reverse(x, g));
    const tangent = new Tangent(float64);
    const moved = text(tangent.variable(of64(x), of64(v)), (a, s) => tangent.given(constants(a, s)));
    near(float64.numbers(tangent.derivative(moved)), forward(x, v));
  });
});
