import { describe, expect, it } from 'vitest';
import { float64 } from '../../tensor/format.ts';
import { Rounded } from '../rounded.ts';
import { abs, exp, neg, select } from './functions.ts';
import { Program } from './program.ts';
import type { Scalar } from './scalar.ts';

const plain = new Rounded(float64);
const of = (kernel: (...xs: [Scalar, Scalar, Scalar]) => Scalar, arity: number) =>
  Program.of(kernel as (...xs: Scalar[]) => Scalar, arity);

describe('a program', () => {
  it('keeps only what its results need, in the order of evaluation', () => {
    const p = of((x, y) => {
      exp(y);
      return x.add(y).mul(2);
    }, 2);
    expect(p.nodes.map((s) => s.op)).toEqual(['argument', 'argument', 'add', 'constant', 'mul']);
  });

  it('has a key that says what it computes, whatever else was traced', () => {
    const a = of((x, y) => x.add(y), 2);
    const b = of((x, y) => {
      y.mul(x);
      return x.add(y);
    }, 2);
    expect(a.key).toBe(b.key);
    const others = [
      of((x, y) => y.add(x), 2),
      of((x, y) => x.sub(y), 2),
      of((x) => x.add(x), 2),
      of((x, y) => x.add(y), 3),
      of((x) => x.add(0), 2),
      of((x) => x.add(-0), 2),
    ];
    const keys = [a, ...others].map((p) => p.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('may be a constant', () => {
    expect(
      plain.run(
        of(() => 3 as unknown as Scalar, 1),
        [7],
      ),
    ).toEqual([3]);
  });

  it('knows which arguments a result depends on', () => {
    const p = of((x, _y, z) => x.mul(z), 3);
    expect(p.argumentsOf(p.results[0]!)).toEqual([0, 2]);
  });

  it('pulls a cotangent back to the wanted arguments', () => {
    const p = of((x, y, z) => x.mul(y).add(exp(z)), 3);
    expect(plain.run(p.pullback([0, 1, 2]), [2, 3, 0, 10])).toEqual([30, 20, 10]);
    expect(plain.run(p.pullback([1]), [2, 3, 0, 10])).toEqual([20]);
    expect(p.pullback([1])).toBe(p.pullback([1]));
    expect(plain.run(of((x, _y) => x, 2).pullback([0, 1]), [2, 3, 10])).toEqual([10, 0]);
  });

  it('pushes the tangents of the wanted arguments forward', () => {
    const p = of((x, y, z) => x.mul(y).add(exp(z)), 3);
    expect(plain.run(p.pushforward([0, 1, 2]), [2, 3, 0, 1, 10, 100])).toEqual([3 + 20 + 100]);
    expect(plain.run(p.pushforward([2, 0]), [2, 3, 0, 100, 1])).toEqual([100 + 3]);
    expect(plain.run(of((_x, y) => y, 2).pushforward([0]), [2, 3, 5])).toEqual([0]);
  });

  it('splits into single results, which still differentiate', () => {
    const p = of((x, y) => x.mul(y), 2).pullback([0, 1]);
    expect(plain.run(p.only(1), [2, 3, 10])).toEqual([20]);
    expect(plain.run(p.only(1).pullback([0]), [2, 3, 10, 1])).toEqual([10]);
  });

  it('decides a tie once for all arguments', () => {
    // |x - y| does not change when both move together, at a tie too.
    const p = of((x, y) => abs(x.sub(y)), 2);
    expect(plain.run(p.pushforward([0, 1]), [5, 5, 1, 1])).toEqual([0]);
    const q = of((x, y) => select(x.ge(y), x, y), 2);
    expect(plain.run(q.pushforward([0, 1]), [5, 5, 1, 1])).toEqual([1]);
    const [dx, dy] = plain.run(q.pullback([0, 1]), [5, 5, 1]);
    expect(dx! + dy!).toBe(1);
    expect(plain.run(of((x) => neg(x), 1).pushforward([0]), [4, 2])).toEqual([-2]);
  });
});
