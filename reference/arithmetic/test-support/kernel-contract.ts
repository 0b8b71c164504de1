import { it } from 'vitest';
import { map } from '../../tensor/tensor.ts';
import { abs, atan, exp, expm1, log, log1p, max, min, neg, select, sqrt, tanh } from '../kernel/functions.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { at, INTEGERS, SHAPE } from './sample.ts';
import type { Checks } from './subject.ts';

/** What every arithmetic makes of kernels. */
export function kernelContract<R>({ tensor, exactly, nearly }: Checks<R>): void {
  it('takes every operation of a kernel element by element', () => {
    const unary: [(x: Scalar) => Scalar, (x: number) => number][] = [
      [neg, (x) => -x],
      [exp, Math.exp],
      [expm1, Math.expm1],
      [log, Math.log],
      [log1p, Math.log1p],
      [sqrt, Math.sqrt],
      [tanh, Math.tanh],
      [atan, Math.atan],
      [abs, Math.abs],
    ];
    const xs = [0.25, 1, 3, 0.0078125];
    for (const [kernel, f] of unary) nearly(map(kernel, tensor(xs, [4])), xs.map(f));
    const binary: [(x: Scalar, y: Scalar) => Scalar, (x: number, y: number) => number][] = [
      [(x, y) => x.add(y), (x, y) => x + y],
      [(x, y) => x.sub(y), (x, y) => x - y],
      [(x, y) => x.mul(y), (x, y) => x * y],
      [(x, y) => x.div(y), (x, y) => x / y],
      [max, Math.max],
      [min, Math.min],
      [(x, y) => select(x.lt(y), 1, 2), (x, y) => (x < y ? 1 : 2)],
      [(x, y) => select(x.le(y), 1, 2), (x, y) => (x <= y ? 1 : 2)],
      [(x, y) => select(x.gt(y), 1, 2), (x, y) => (x > y ? 1 : 2)],
      [(x, y) => select(x.ge(y), 1, 2), (x, y) => (x >= y ? 1 : 2)],
      [(x, y) => select(x.eq(y), 1, -1), (x, y) => (x === y ? 1 : -1)],
    ];
    const [a, b] = [
      [1, 2, -3, 4],
      [2, 2, 5, -8],
    ];
    for (const [kernel, f] of binary) {
      nearly(
        map(kernel, tensor(a!, [4]), tensor(b!, [4])),
        a!.map((x, i) => f(x, b![i]!)),
      );
    }
  });

  it('broadcasts kernels over every pattern of axes', () => {
    const patterns = [
      [],
      [4],
      [1],
      [3, 1],
      [1, 4],
      [3, 4],
      [2, 1, 1],
      [1, 3, 1],
      [2, 3, 1],
      [2, 1, 4],
      [1, 1, 4],
      SHAPE,
    ];
    const values = (shape: readonly number[], from: number): number[] =>
      Array.from({ length: shape.reduce((p, q) => p * q, 1) }, (_, i) => ((5 * i + from) % 7) - 3);
    /** The element of a tensor of this shape that position (i, j, k) of the broadcast one shows. */
    const read = (v: readonly number[], shape: readonly number[], position: readonly number[]): number =>
      v[shape.reduce((o, n, axis) => o * n + (n === 1 ? 0 : position[axis + 3 - shape.length]!), 0)]!;
    for (const p of patterns) {
      for (const q of patterns) {
        const [x, y] = [values(p, 0), values(q, 4)];
        const expected: number[] = [];
        for (let i = 0; i < 2; i++) {
          for (let j = 0; j < 3; j++) {
            for (let k = 0; k < 4; k++) {
              expected.push(read(x, p, [i, j, k]) * 3 + read(y, q, [i, j, k]) + INTEGERS[at(i, j, k)]!);
            }
          }
        }
        const z = map((x, y, w) => x.mul(3).add(y).add(w), tensor(x, p), tensor(y, q), tensor(INTEGERS, SHAPE));
        exactly(z, expected, SHAPE);
        exactly(z.sum(), [expected.reduce((s, v) => s + v, 0)], []);
        const rows = [0, 1, 2, 3, 4, 5].map((r) => expected.slice(4 * r, 4 * r + 4).reduce((s, v) => s + v, 0));
        exactly(z.sum(-1), rows, [2, 3]);
      }
    }
  });

  it('does not take one axis for another of the same length', () => {
    const [i, j, k] = [tensor([1, 2, 3], [3, 1, 1]), tensor([10, 20, 30], [1, 3, 1]), tensor([40, 80, 120], [1, 1, 3])];
    const expected: number[] = [];
    for (const a of [1, 2, 3]) for (const b of [10, 20, 30]) for (const c of [40, 80, 120]) expected.push(a + b + c);
    for (const [x, y, z] of [
      [i, j, k],
      [i, k, j],
      [j, i, k],
      [j, k, i],
      [k, i, j],
      [k, j, i],
    ] as const) {
      exactly(
        map((a, b, c) => a.add(b).add(c), x, y, z),
        expected,
        [3, 3, 3],
      );
    }
  });
}
