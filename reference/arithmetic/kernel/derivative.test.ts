import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { float64 } from '../../tensor/format.ts';
import { Decimals } from '../decimal.ts';
import { Rounded } from '../rounded.ts';
import {
  abs,
  atan,
  exp,
  expm1,
  log,
  log1p,
  max,
  min,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  sqrt,
  square,
  tanh,
  zeroTimes,
} from './functions.ts';
import { Program } from './program.ts';
import type { Op, Scalar } from './scalar.ts';

type K = (...xs: [Scalar, Scalar, Scalar]) => Scalar;
const of = (kernel: K, arity: number) => Program.of(kernel as (...xs: Scalar[]) => Scalar, arity);
const decimals = new Decimals(70);
const plain = new Rounded(float64);

/** (f(x + h) - f(x - h)) / 2h for h = 1e-20, in 70 digits: off by about 1e-40. */
function difference(program: Program, xs: readonly Decimal[], i: number): Decimal {
  const h = new Decimal('1e-20');
  const shifted = (by: Decimal) =>
    decimals.run(
      program,
      xs.map((x, j) => (j === i ? x.plus(by) : x)),
    )[0]!;
  return shifted(h).minus(shifted(h.neg())).div(h.times(2));
}

const smooth: [string, K, number[][]][] = [
  ['add', (x, y) => x.add(y), [[1, 2]]],
  ['sub', (x, y) => x.sub(y), [[1, 2]]],
  [
    'mul',
    (x, y) => x.mul(y),
    [
      [1.5, -2],
      [0, 3],
    ],
  ],
  ['mul by itself', (x) => x.mul(x), [[-1.5], [0]]],
  [
    'div',
    (x, y) => x.div(y),
    [
      [1.5, -2],
      [0, 3],
    ],
  ],
  ['div by itself', (x) => x.div(x), [[3]]],
  ['neg', (x) => neg(x), [[3]]],
  ['exp', (x) => exp(x), [[-50], [0.3]]],
  ['expm1', (x) => expm1(x), [[-3], [1e-8], [2]]],
  ['log', (x) => log(x), [[0.25], [7]]],
  ['log1p', (x) => log1p(x), [[-0.75], [1e-8], [9]]],
  ['sqrt', (x) => sqrt(x), [[0.01], [2]]],
  ['tanh', (x) => tanh(x), [[-3], [0], [0.2]]],
  ['atan', (x) => atan(x), [[-3], [0], [0.2], [1e8]]],
  ['abs', (x) => abs(x), [[-3], [0.5]]],
  [
    'max',
    (x, y) => max(x, y),
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'min',
    (x, y) => min(x, y),
    [
      [1, 2],
      [2, 1],
    ],
  ],
  ['max with a constant', (x) => max(x.mul(2), 1), [[0.25], [4]]],
  [
    'select by lt',
    (x, y) => select(x.lt(y), x.mul(y), square(y)),
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'select by le',
    (x, y) => select(x.le(y), x.mul(y), square(y)),
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'select by gt',
    (x, y) => select(x.gt(y), x.mul(y), square(y)),
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'select by ge',
    (x, y) => select(x.ge(y), x.mul(y), square(y)),
    [
      [1, 2],
      [2, 1],
    ],
  ],
  ['select by eq, of a label', (x, y) => select(y.eq(1), square(x), exp(x)), [[3, 0]]],
  ['softplus', (x) => softplus(x), [[-40], [-1], [0], [2], [40]]],
  ['sigmoid', (x) => sigmoid(x), [[-40], [-1], [0], [2], [40]]],
  ['oneMinus', (x) => oneMinus(x), [[3]]],
  [
    'zeroTimes',
    (x, y) => zeroTimes(x, y),
    [
      [2, 3],
      [0, 3],
    ],
  ],
  [
    'a chain',
    (x, y, z) =>
      exp(x.mul(y))
        .add(z)
        .div(log1p(square(z))),
    [[0.5, -2, 3]],
  ],
  ['the square of abs, at 0', (x) => square(abs(x)), [[0]]],
  [
    'log-cosh, at 0',
    (x) =>
      abs(x)
        .add(softplus(abs(x).mul(-2)))
        .sub(Math.LN2),
    [[0], [1.5]],
  ],
];

describe('the derivative of a kernel', () => {
  it.each(smooth)('%s is the limit of differences', (_name, kernel, points) => {
    for (const point of points) {
      const program = of(kernel, point.length);
      const xs = point.map((x) => decimals.number(x));
      point.forEach((_, i) => {
        const d = decimals.run(program.pullback([i]), [...xs, decimals.number(1)])[0]!;
        const limit = difference(program, xs, i);
        const distance = d.minus(limit).abs();
        if (!distance.lte(limit.abs().plus(1).times('1e-35')))
          expect.fail(`argument ${i} at ${point}: ${d}, limit ${limit}`);
      });
    }
  });

  it.each(smooth)('%s is the same where the cotangent is handed down', (_name, kernel, points) => {
    for (const point of points) {
      const xs = [...point, 0.3].map((x) => decimals.number(x));
      const whole = of(kernel, point.length).pullback(point.map((_, i) => i));
      const handedDown = decimals.run(whole.otherOrders.termByTerm ?? whole, xs);
      decimals.run(whole, xs).forEach((d, i) => {
        const distance = d.minus(handedDown[i]!).abs();
        if (!distance.lte(d.abs().times('1e-60'))) expect.fail(`argument ${i} at ${point}: ${handedDown[i]}, not ${d}`);
      });
    }
  });

  it('is handed down in the order of automatic differentiation', () => {
    const poisson = of((x, t) => exp(x).sub(t.mul(x)), 2).pullback([0]);
    expect(plain.run(poisson, [0, 1.1, -3.5])).toEqual([(1 - 1.1) * -3.5]);
    expect(plain.run(poisson.otherOrders.termByTerm!, [0, 1.1, -3.5])).toEqual([-3.5 - 3.5 * -1.1]);
    expect(plain.run(poisson.only(0).otherOrders.termByTerm!, [0, 1.1, -3.5])).toEqual([-3.5 - 3.5 * -1.1]);
    // One factor has one order.
    expect(of((x, y) => x.mul(y), 2).pullback([0, 1]).otherOrders.termByTerm).toBeUndefined();
  });

  it('is multiplied with the cotangent and the factors of the whole first, in another order', () => {
    // 2^1023 and 4 overflow before they meet the 2 z = 2^-6 of the square.
    const weighted = of((w, z) => select(w.eq(0), w, w.mul(z.mul(z))), 2).pullback([0, 1]);
    const point = [2 ** 1023, 2 ** -7, 4];
    expect(plain.run(weighted, point)).toEqual([2 ** -12, 2 ** 1019]);
    expect(plain.run(weighted.otherOrders.factorsFirst!, point)).toEqual([2 ** -12, Infinity]);
    expect(plain.run(weighted.only(1).otherOrders.factorsFirst!, point)).toEqual([Infinity]);
    // Both factors of a product depend on z, and each is finished alone.
    expect(of((z) => exp(z).mul(z), 1).pullback([0]).otherOrders.factorsFirst).toBeUndefined();
  });

  it('is compared with differences for every operation that has one', () => {
    const programs = smooth.map(([, kernel, points]) => of(kernel, points[0]!.length));
    const covered = new Set(programs.flatMap(({ nodes }) => nodes.map(({ op }) => op)));
    const differentiable = [
      ...(['add', 'sub', 'mul', 'div', 'neg', 'exp', 'expm1', 'log', 'log1p', 'sqrt', 'tanh', 'atan'] as const),
      ...(['abs', 'max', 'min', 'select'] as const),
    ];
    // What is left is constant, or constant almost everywhere.
    const flat = ['argument', 'constant', 'lt', 'le', 'eq'] as const;
    type Left = Exclude<Op, (typeof differentiable)[number] | (typeof flat)[number]>;
    const nothing: [Left] extends [never] ? true : Left = true;
    expect(nothing).toBe(true);
    expect(differentiable.filter((op) => !covered.has(op))).toEqual([]);
  });

  const at = (kernel: K, ...xs: number[]): number[] => {
    const program = of(kernel, xs.length);
    return plain.run(program.pullback(xs.map((_, i) => i)), [...xs, 1]);
  };

  it('has no fake kinks: smooth forms that branch at 0 are smooth there', () => {
    for (const zero of [0, -0]) {
      expect(at((x) => softplus(x), zero)).toEqual([0.5]);
      expect(at((x) => softplus(neg(x)), zero)).toEqual([-0.5]);
      expect(at((x) => sigmoid(x), zero)).toEqual([0.25]);
      expect(at((x) => square(abs(x)), zero)[0]! + 0).toBe(0);
      expect(at((x) => max(x, 0).sub(max(neg(x), 0)), zero)).toEqual([1]);
    }
    expect(at((x, y) => max(x, y).add(min(x, y)), 3, 3)).toEqual([1, 1]);
    expect(
      at(
        (x, y) =>
          max(x, y)
            .sub(min(x, y))
            .sub(abs(x.sub(y))),
        3,
        3,
      ).map((d) => d + 0),
    ).toEqual([0, 0]);
    // Huber where its two branches meet: the slopes agree.
    const huber: K = (x) => select(abs(x).le(1), square(x).mul(0.5), abs(x).sub(0.5));
    expect(at(huber, 1)).toEqual([1]);
    expect(at(huber, -1)).toEqual([-1]);
  });

  it('takes one side of a real kink', () => {
    expect([-1, 1]).toContain(at((x) => abs(x), 0)[0]);
    expect([0, 1]).toContain(at((x) => max(x, 0), 0)[0]);
    const [dx, dy] = at((x, y) => max(x, y), 2, 2);
    expect([
      [0, 1],
      [1, 0],
    ]).toContainEqual([dx, dy]);
    // Written in another way it is the same side.
    const sides = [
      at((x, y) => max(x, y), 2, 2),
      at((x, y) => select(x.ge(y), x, y), 2, 2),
      at((x, y) => select(x.gt(y), x, y), 2, 2),
      at((x, y) => select(y.le(x), x, y), 2, 2),
      at((x, y) => select(x.sub(y).ge(0), x, y), 2, 2),
      at((x, y) => y.add(max(x.sub(y), 0)), 2, 2),
    ];
    for (const side of sides) expect(side).toEqual(sides[0]);
  });

  it('of a root is +infinity at either zero', () => {
    expect(at((x) => sqrt(x), 0)).toEqual([Infinity]);
    expect(at((x) => sqrt(x), -0)).toEqual([Infinity]);
  });

  it('never lets the branch that was not taken leak', () => {
    expect(at((x) => select(x.gt(0), log(x), 0), -1)).toEqual([0]);
    expect(at((x) => select(x.eq(0), 0, sqrt(x)), 0)).toEqual([0]);
    expect(at((x, y) => zeroTimes(x, log(y)), 0, 0)).toEqual([0, 0]);
    expect(at((x) => select(x.lt(1), x, exp(x.mul(1e9))), 0.5)).toEqual([1]);
  });

  it('is exactly zero, and free, for an argument that does not matter', () => {
    const program = of((x, _y) => exp(x), 2).pullback([1]);
    expect(program.results[0]!.op).toBe('constant');
    expect(program.nodes).toHaveLength(1);
  });
});
