import { concat, map, mapProgram, type Tensor } from '../../tensor/tensor.ts';
import { exp, log1p, max, min, select, softplus, square, tanh } from '../kernel/functions.ts';
import { Program } from '../kernel/program.ts';
import type { Scalar } from '../kernel/scalar.ts';

/** A differentiable function of one tensor; `lift` makes constants. */
export interface Example {
  readonly name: string;
  readonly shape: readonly number[];
  readonly text: <R>(x: Tensor<R>, lift: (v: readonly number[], shape: readonly number[]) => Tensor<R>) => Tensor<R>;
  /** Whether it is linear, so that second derivatives vanish. */
  readonly linear?: boolean;
}

const two = Program.of((x, y) => x!.mul(y!), 2).pullback([0, 1]);
const weights = (n: number): number[] => Array.from({ length: n }, (_, i) => ((3 * i) % 7) / 4 - 0.5);

/** Every operation of a tensor at least once, at points where it is smooth. */
export const battery: readonly Example[] = [
  { name: 'map', shape: [2, 3], text: (x) => map((a) => tanh(a).mul(exp(a)), x) },
  { name: 'map of two operands that are one', shape: [3], text: (x) => map((a, b) => a.mul(b).add(square(b)), x, x) },
  { name: 'map with branches', shape: [4], text: (x) => map((a) => select(a.gt(0.1), square(a), a.mul(2)), x) },
  {
    name: 'map over a row, a column and a number',
    shape: [3],
    text: (x) => {
      const column = x.mul(2).column();
      const f = (a: Scalar, b: Scalar, c: Scalar) => softplus(a.mul(b)).div(c.add(3));
      return map(f, x, column, x.sum());
    },
  },
  {
    name: 'map with two results',
    shape: [3],
    text: (x, lift) => {
      const [a, b] = mapProgram(two, [x, x.exp(), lift([2], [])]);
      return a!.mul(3).add(b!.square());
    },
  },
  { name: 'sub and neg', shape: [2, 2], text: (x) => x.sub(x.square()).neg().sub(1), linear: false },
  { name: 'sum', shape: [2, 3], text: (x) => x.square().sum() },
  { name: 'sum over rows', shape: [2, 3], text: (x) => x.exp().sum(1).square() },
  { name: 'sum over columns, kept', shape: [2, 3], text: (x) => x.div(x.exp().sumKeep(0)) },
  { name: 'mean', shape: [4], text: (x) => x.mul(x).mean() },
  { name: 'max', shape: [2, 3], text: (x) => x.square().max(1).mul(x.max()) },
  {
    name: 'max and min of pairs',
    shape: [4],
    text: (x) => map((a, b) => max(a, b).mul(min(a, b)), x, x.mul(2).add(0.1)),
  },
  { name: 'norm', shape: [2, 3], text: (x) => x.norm(1) },
  { name: 'norm over two axes', shape: [2, 2, 2], text: (x) => x.norm(0, 2) },
  {
    name: 'unit',
    shape: [2, 3],
    text: (x) => {
      const n = x.norm(-1).column();
      return x.make(x.shape, x.arithmetic.unit(x, n, [1]));
    },
  },
  { name: 'quotient by a norm', shape: [2, 3], text: (x) => x.div(x.norm(-1).column()) },
  { name: 'logSoftmax', shape: [2, 3], text: (x) => x.logSoftmax() },
  { name: 'logSoftmax of a square', shape: [2, 3], text: (x) => x.square().logSoftmax().square() },
  { name: 'logSumExp', shape: [2, 3], text: (x) => x.logSumExp() },
  { name: 'softmax', shape: [2, 3], text: (x) => x.softmax() },
  {
    name: 'a removed class',
    shape: [2, 3],
    text: (x, lift) => {
      const removed = lift([1, 0, 0, 0, 0, 1], [2, 3]);
      const z = map((a, r) => select(r.eq(1), -Infinity, a), x, removed);
      return z.logSumExp().add(z.logSoftmax().take(lift([1, 0], [2])));
    },
  },
  { name: 'take', shape: [2, 3], text: (x, lift) => x.square().take(lift([2, 0], [2])) },
  {
    name: 'cross entropy',
    shape: [2, 3],
    text: (x, lift) =>
      x
        .logSoftmax()
        .take(lift([2, 0], [2]))
        .mean()
        .neg(),
  },
  {
    name: 'put',
    shape: [2],
    text: (x, lift) => {
      const y = x.exp();
      return y.make([2, 3], y.arithmetic.put(y, lift([2, 0], [2]), [2, 3])).add(y.column());
    },
  },
  ...[false, true].flatMap((transposeA) =>
    [false, true].map(
      (transposeB): Example => ({
        name: `matmul ${transposeA ? 'transposed' : 'straight'} by ${transposeB ? 'transposed' : 'straight'}`,
        shape: [2, 2],
        text: (x, lift) => {
          const y = x.exp().add(lift(weights(4), [2, 2]));
          return x.matmul(y, { transposeA, transposeB });
        },
      }),
    ),
  ),
  {
    name: 'matmul with a constant',
    shape: [2, 3],
    text: (x, lift) =>
      lift(weights(8), [4, 2])
        .matmul(x)
        .matmul(lift(weights(6), [3, 2])),
    linear: true,
  },
  { name: 'gram matrix', shape: [2, 3], text: (x) => x.matmul(x, { transposeB: true }) },
  { name: 'reshape', shape: [2, 3], text: (x) => x.square().reshape([3, 2]).exp() },
  { name: 'moveAxis', shape: [2, 3, 2], text: (x) => x.moveAxis(0, -1).square().moveAxis(1, 0).sum(0) },
  { name: 'moveAxis of a mean', shape: [2, 3], text: (x) => x.moveAxis(0, 1).sum().square() },
  {
    name: 'expand',
    shape: [3, 1],
    text: (x, lift) =>
      x
        .expand([2, 3, 4])
        .mul(lift(weights(24), [2, 3, 4]))
        .square(),
  },
  { name: 'columns', shape: [2, 3], text: (x) => x.columns().reduce((a, b) => a.mul(b)) },
  { name: 'slice', shape: [2, 4], text: (x) => x.slice(1, 1, 3).mul(x.slice(1, 2, 4)) },
  {
    name: 'pad',
    shape: [2, 2],
    text: (x) => {
      const y = x.square();
      return y.make([2, 5], y.arithmetic.pad(y, 1, 1, 2, [2, 5])).exp();
    },
  },
  { name: 'concat', shape: [2, 3], text: (x, lift) => concat(0, x.square(), lift(weights(3), [1, 3]), x.exp()) },
  { name: 'concat along the last axis', shape: [2, 2], text: (x) => concat(1, x, x.mul(x)).logSumExp() },
  {
    name: 'count, identity, indices',
    shape: [3, 3],
    text: (x) => x.mul(x.identity()).add(x.mul(x.indices())).div(x.count()),
    linear: true,
  },
  { name: 'log1p of a mean square', shape: [2, 2], text: (x) => map((a) => log1p(a), x.square().mean(-1)) },
  { name: 'a linear chain', shape: [2, 3], text: (x) => x.mul(3).sub(x.sumKeep(1)).neg().div(4).mean(0), linear: true },
];
