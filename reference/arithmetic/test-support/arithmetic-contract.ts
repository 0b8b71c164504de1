import { describe, expect, it } from 'vitest';
import type { Format } from '../../tensor/format.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { abs, exp, expm1, log, log1p, max, min, neg, select, sqrt, tanh } from '../kernel/functions.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { expectClose } from './close-to.ts';

/** How the contract enters and leaves an arithmetic. */
export interface Subject<R> {
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<R>;
  numbers(x: Tensor<R>): ArrayLike<number>;
  /** Elementary functions are compared in ulps of this format. */
  readonly format: Format;
  readonly ulps: number;
}

const SHAPE = [2, 3, 4] as const;
const FROM_0_TO_23 = Array.from({ length: 24 }, (_, i) => i);
const at = (i: number, j: number, k: number): number => 12 * i + 4 * j + k;
/** Small integers with signs and ties, of which every sum is exact in every format. */
const INTEGERS = FROM_0_TO_23.map((i) => ((7 * i) % 11) - 5);

/** The elements of a 2 x 3 x 4 tensor by the coordinates that survive a reduction, by hand. */
function grouped(axes: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 4; k++) {
        const key = [i, j, k].filter((_, axis) => !axes.includes(axis)).join();
        groups.set(key, [...(groups.get(key) ?? []), INTEGERS[at(i, j, k)]!]);
      }
    }
  }
  return [...groups.values()];
}
const SUBSETS = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];

/** What every arithmetic must do, on numbers for which the exact answer is known. Tests of an arithmetic call it. */
export function arithmeticContract<R>(name: string, subject: () => Subject<R>): void {
  describe(`${name} keeps the contract of an arithmetic`, () => {
    const tensor = (values: ArrayLike<number>, shape: readonly number[]) => subject().tensor(values, shape);
    const exactly = (x: Tensor<R>, expected: ArrayLike<number>, shape: readonly number[]): void => {
      expect(x.shape).toEqual(shape);
      expect(Array.from(subject().numbers(x), (v) => v + 0)).toEqual(Array.from(expected, (v) => v + 0));
    };
    const nearly = (x: Tensor<R>, expected: ArrayLike<number>): void =>
      expectClose(subject().numbers(x), expected, subject().ulps, subject().format);

    it('takes every operation of a kernel element by element', () => {
      const unary: [(x: Scalar) => Scalar, (x: number) => number][] = [
        [neg, (x) => -x],
        [exp, Math.exp],
        [expm1, Math.expm1],
        [log, Math.log],
        [log1p, Math.log1p],
        [sqrt, Math.sqrt],
        [tanh, Math.tanh],
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
      const [i, j, k] = [
        tensor([1, 2, 3], [3, 1, 1]),
        tensor([10, 20, 30], [1, 3, 1]),
        tensor([40, 80, 120], [1, 1, 3]),
      ];
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

    it('reduces every subset of axes, which vanish', () => {
      for (const axes of SUBSETS) {
        const x = tensor(INTEGERS, SHAPE);
        const shape = SHAPE.filter((_, axis) => !axes.includes(axis));
        const groups = grouped(axes);
        const sums = groups.map((g) => g.reduce((s, v) => s + v, 0));
        exactly(x.sum(...axes), sums, shape);
        exactly(
          x.sumKeep(...axes),
          sums,
          SHAPE.map((n, axis) => (axes.includes(axis) ? 1 : n)),
        );
        exactly(
          x.max(...axes),
          groups.map((g) => Math.max(...g)),
          shape,
        );
        nearly(
          x.norm(...axes),
          groups.map((g) => Math.sqrt(g.reduce((s, v) => s + v * v, 0))),
        );
        exactly(x.count(...axes), [groups[0]!.length], []);
      }
    });

    it('has exact norms of Pythagorean vectors, and 0 for the zero vector', () => {
      exactly(tensor([3, 4, 0, 0, -12, 5], [3, 2]).norm(-1), [5, 0, 13], [3]);
      exactly(tensor([3, -12, 4, 5], [2, 2]).norm(0), [5, 13], [2]);
      const x = tensor([3, 4, 0, 0], [2, 2]);
      const n = x.norm(-1).column();
      nearly(x.make(x.shape, x.arithmetic.unit(x, n, [1])), [0.6, 0.8, 0, 0]);
    });

    it('sums nothing to 0, and finds no maximum in nothing', () => {
      exactly(tensor([], [0]).sum(), [0], []);
      exactly(tensor([], [2, 0]).sum(-1), [0, 0], [2]);
      exactly(tensor([], [0, 2]).sum(0), [0, 0], [2]);
      exactly(tensor([], [0, 2]).sum(1), [], [0]);
      exactly(tensor([], [2, 0]).norm(-1), [0, 0], [2]);
      exactly(tensor([], [2, 0]).max(-1), [-Infinity, -Infinity], [2]);
      exactly(tensor([], [2, 0]).logSumExp(), [-Infinity, -Infinity], [2]);
      exactly(tensor([], [0, 3]).logSumExp(), [], [0]);
      exactly(tensor([], [0, 3]).logSoftmax(), [], [0, 3]);
      exactly(tensor([], [2, 0]).softmax(), [], [2, 0]);
      exactly(map((x) => x.add(1), tensor([], [0])).sum(), [0], []);
      exactly(
        map((x, y) => x.add(y), tensor([], [0, 2]), tensor([1, 2], [2])),
        [],
        [0, 2],
      );
      exactly(map((x, y) => x.add(y), tensor([], [2, 0]), tensor([1, 2], [2, 1])).sum(-1), [0, 0], [2]);
      exactly(tensor([], [0]).count(), [0], []);
      exactly(tensor([], [0, 2]).expand([0, 2]), [], [0, 2]);
      exactly(concat(0, tensor([], [0, 2]), tensor([1, 2], [1, 2])), [1, 2], [1, 2]);
      exactly(concat(1, tensor([], [1, 0]), tensor([1, 2], [1, 2])), [1, 2], [1, 2]);
      exactly(tensor([1, 2], [1, 2]).slice(1, 1, 1), [], [1, 0]);
      exactly(tensor([], [0, 3]).take(tensor([], [0])), [], [0]);
      exactly(tensor([], [2, 0]).matmul(tensor([], [0, 2])), [0, 0, 0, 0], [2, 2]);
      exactly(tensor([], [0, 2]).identity(), [], [0, 2]);
    });

    it('moves elements', () => {
      const x = tensor(FROM_0_TO_23, SHAPE);
      exactly(x.reshape([6, 4]), FROM_0_TO_23, [6, 4]);
      const moved: number[] = [];
      for (let k = 0; k < 4; k++) for (let i = 0; i < 2; i++) for (let j = 0; j < 3; j++) moved.push(at(i, j, k));
      exactly(x.moveAxis(-1, 0), moved, [4, 2, 3]);
      const back: number[] = [];
      for (let j = 0; j < 3; j++) for (let k = 0; k < 4; k++) for (let i = 0; i < 2; i++) back.push(at(i, j, k));
      exactly(x.moveAxis(0, 2), back, [3, 4, 2]);
      exactly(x.slice(1, 1, 3), [4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23], [2, 2, 4]);
      exactly(x.slice(-1, 3, 4), [3, 7, 11, 15, 19, 23], [2, 3, 1]);
      const [small, pair] = [tensor([7, 8], [1, 2, 1]), tensor([1, 2, 3, 4], [2, 2])];
      exactly(small.expand([2, 2, 2]), [7, 7, 8, 8, 7, 7, 8, 8], [2, 2, 2]);
      exactly(tensor([9], []).expand([3]), [9, 9, 9], [3]);
      const folded = tensor([1, 2], [2, 1]).expand([2, 3]).reshape([3, 2]);
      exactly(folded.add(tensor([10, 20], [2])), [11, 21, 11, 22, 12, 22], [3, 2]);
      exactly(folded.take(tensor([0, 1, 1], [3])), [1, 2, 2], [3]);
      exactly(folded.sum(0), [4, 5], [2]);
      exactly(concat(0, pair, pair.neg()), [1, 2, 3, 4, -1, -2, -3, -4], [4, 2]);
      exactly(concat(1, pair, pair.neg()), [1, 2, -1, -2, 3, 4, -3, -4], [2, 4]);
      const padded = pair.make([2, 5], pair.arithmetic.pad(pair, 1, 1, 2, [2, 5]));
      exactly(padded, [0, 1, 2, 0, 0, 0, 3, 4, 0, 0], [2, 5]);
      const below = pair.make([3, 2], pair.arithmetic.pad(pair, 0, 1, 0, [3, 2]));
      exactly(below, [0, 0, 1, 2, 3, 4], [3, 2]);
      exactly(pair.column(), [1, 2, 3, 4], [2, 2, 1]);
      exactly(concat(1, ...pair.columns().map((c) => c.column())), [1, 2, 3, 4], [2, 2]);
      exactly(pair.identity(), [1, 0, 0, 1], [2, 2]);
      exactly(x.indices(), [0, 1, 2, 3], [4]);
      exactly(pair.hold(), [1, 2, 3, 4], [2, 2]);
    });

    it('takes and puts along the last axis, never across rows', () => {
      const x = tensor([10, 11, 12, 20, 21, 22], [2, 3]);
      exactly(x.take(tensor([2, 0], [2])), [12, 20], [2]);
      exactly(tensor([5, 6, 7], [3]).take(tensor([1], [])), [6], []);
      exactly(x.take(tensor([-1, 3], [2])), [Number.NaN, Number.NaN], [2]);
      exactly(x.take(tensor([0.5, Number.NaN], [2])), [Number.NaN, Number.NaN], [2]);
      exactly(
        tensor([5, 6, 7], [3])
          .expand([2, 3])
          .take(tensor([2, 3], [2])),
        [7, Number.NaN],
        [2],
      );
      exactly(
        tensor([5, 6], [2, 1])
          .expand([2, 3])
          .take(tensor([2, 0], [2])),
        [5, 6],
        [2],
      );
      exactly(
        tensor([0, 0, 0, 0], [2, 2])
          .logSoftmax()
          .take(tensor([-1, 2], [2])),
        [Number.NaN, Number.NaN],
        [2],
      );
      const index = tensor([2, 0], [2]);
      const put = (g: Tensor<R>, i: Tensor<R>) => g.make([2, 3], g.arithmetic.put(g, i, [2, 3]));
      exactly(put(tensor([7, 8], [2]), index), [0, 0, 7, 8, 0, 0], [2, 3]);
      exactly(put(tensor([7, 8], [2]), tensor([-1, 3], [2])), [0, 0, 0, 0, 0, 0], [2, 3]);
      exactly(put(tensor([7, 8], [2]), tensor([0.5, 1], [2])), [0, 0, 0, 0, 8, 0], [2, 3]);
    });

    it('multiplies matrices in all four transpositions', () => {
      const [a, b] = [
        [1, 2, 3, 4, 5, 6],
        [1, -1, 2, 0, 3, 1, -2, 1, 0, 4, 1, -3],
      ];
      // [1 2 3; 4 5 6] times [1 -1 2 0; 3 1 -2 1; 0 4 1 -3], by hand
      const product = [7, 13, 1, -7, 19, 25, 4, -13];
      const flip = (v: readonly number[], n: number, m: number): number[] =>
        Array.from({ length: n * m }, (_, k) => v[(k % n) * m + Math.floor(k / n)]!);
      const A = [tensor(a!, [2, 3]), tensor(flip(a!, 2, 3), [3, 2])] as const;
      const B = [tensor(b!, [3, 4]), tensor(flip(b!, 3, 4), [4, 3])] as const;
      exactly(A[0].matmul(B[0]), product, [2, 4]);
      exactly(A[1].matmul(B[0], { transposeA: true }), product, [2, 4]);
      exactly(A[0].matmul(B[1], { transposeB: true }), product, [2, 4]);
      exactly(A[1].matmul(B[1], { transposeA: true, transposeB: true }), product, [2, 4]);
    });

    it('knows the limits of the softmax family', () => {
      const [inf, nan] = [Infinity, Number.NaN];
      const rows = [
        [0, 0],
        [-inf, 3],
        [-inf, -inf],
        [inf, 3],
        [inf, -inf],
        [inf, inf],
        [inf, nan],
        [nan, 0],
        [nan, -inf],
      ];
      const x = tensor(rows.flat(), [rows.length, 2]);
      nearly(x.logSumExp(), [Math.LN2, 3, -inf, inf, inf, inf, nan, nan, nan]);
      nearly(
        x.logSoftmax(),
        [
          [-Math.LN2, -Math.LN2],
          [-inf, 0],
          [nan, nan],
          [0, -inf],
          [0, -inf],
          [nan, nan],
          [nan, nan],
          [nan, nan],
          [nan, nan],
        ].flat(),
      );
      const first = tensor(new Array(rows.length).fill(0), [rows.length]);
      nearly(x.logSoftmax().take(first), [-Math.LN2, -inf, nan, 0, 0, nan, nan, nan, nan]);
      nearly(
        x.softmax(),
        [
          [0.5, 0.5],
          [0, 1],
          [nan, nan],
          [1, 0],
          [1, 0],
          [nan, nan],
          [nan, nan],
          [nan, nan],
          [nan, nan],
        ].flat(),
      );
    });

    it('knows rows of one class', () => {
      const x = tensor([5, -Infinity, Infinity, Number.NaN], [4, 1]);
      exactly(x.logSumExp(), [5, -Infinity, Infinity, Number.NaN], [4]);
      exactly(x.logSoftmax(), [0, Number.NaN, 0, Number.NaN], [4, 1]);
      exactly(x.softmax(), [1, Number.NaN, 1, Number.NaN], [4, 1]);
    });

    it('is not shaken by a shift of the logits', () => {
      const x = tensor([100, 101, 102, -100, -99, -98], [2, 3]);
      // exp(0), exp(1), exp(2) over their sum
      const p = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218];
      nearly(x.softmax(), [...p, ...p]);
      nearly(x.logSoftmax(), [...p, ...p].map(Math.log));
      nearly(x.logSumExp(), [102.40760596444439, -97.59239403555561]);
    });
  });
}
