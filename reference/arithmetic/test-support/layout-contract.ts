import { it } from 'vitest';
import { concat, type Tensor } from '../../tensor/tensor.ts';
import { at, FROM_0_TO_23, SHAPE } from './sample.ts';
import type { Checks } from './subject.ts';

/** Where every arithmetic puts elements, and how it multiplies matrices. */
export function layoutContract<R>({ tensor, exactly }: Checks<R>): void {
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
}
