import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Program } from './kernel/program.ts';

/**
 * What an arithmetic must be able to do. Shapes are settled by Tensor; R is whatever the arithmetic stores for a
 * tensor, and nobody else looks inside. Reductions keep the reduced axes with length one.
 */
export interface Arithmetic<R> {
  readonly name: string;
  constant(value: number): R;
  /** Element-wise with broadcasting; one result per program result. */
  map(program: Program, xs: readonly Tensor<R>[], shape: Shape): R[];
  sum(x: Tensor<R>, axes: readonly number[], shape: Shape): R;
  max(x: Tensor<R>, axes: readonly number[], shape: Shape): R;
  /** Which part of the maximum m each element is: the pullback of max. Tied elements share. */
  share?(x: Tensor<R>, m: Tensor<R>, axes: readonly number[]): R;
  /** The derivative of max along dx; without it, sum(share * dx). Shape: that of m. */
  maxTangent?(x: Tensor<R>, m: Tensor<R>, dx: Tensor<R>, axes: readonly number[]): R;
  /** Euclidean norm; neither overflows nor underflows where the result is representable. */
  norm(x: Tensor<R>, axes: readonly number[], shape: Shape): R;
  /** x / norm(x), the pullback of norm: 0 for a zero vector. n is the norm with its axes kept. */
  unit(x: Tensor<R>, n: Tensor<R>, axes: readonly number[]): R;
  /** The derivative of norm along dx; without it, sum(unit * dx). Shape: that of n. */
  normTangent?(x: Tensor<R>, n: Tensor<R>, dx: Tensor<R>, axes: readonly number[]): R;
  /** Over the last axis. */
  logSoftmax(x: Tensor<R>): R;
  logSumExp(x: Tensor<R>, shape: Shape): R;
  softmax(x: Tensor<R>): R;
  /** g - softmax(x) * sum(g): the pullback of logSoftmax; g has x's shape. */
  logSoftmaxPullback?(x: Tensor<R>, g: Tensor<R>): R;
  /** x[..., index] along the last axis, and its transpose. */
  take(x: Tensor<R>, index: Tensor<R>, shape: Shape): R;
  put(g: Tensor<R>, index: Tensor<R>, shape: Shape): R;
  matmul(a: Tensor<R>, b: Tensor<R>, transposeA: boolean, transposeB: boolean, shape: Shape): R;
  reshape(x: Tensor<R>, shape: Shape): R;
  /** Axis i of the result is axis order[i] of x. */
  transpose(x: Tensor<R>, order: readonly number[], shape: Shape): R;
  expand(x: Tensor<R>, shape: Shape): R;
  concat(xs: readonly Tensor<R>[], axis: number, shape: Shape): R;
  /** The transpose of concat, where extents may be open. */
  split?(x: Tensor<R>, extents: Shape, axis: number): R[];
  slice(x: Tensor<R>, axis: number, from: number, to: number, shape: Shape): R;
  pad(x: Tensor<R>, axis: number, before: number, after: number, shape: Shape): R;
  /** How many elements the axes hold, as a number of this arithmetic. */
  count(x: Tensor<R>, axes: readonly number[]): R;
  identity(x: Tensor<R>): R;
  /** 0, 1 ... extent - 1, where extent is x's last. */
  indices(x: Tensor<R>, extent: Shape[number]): R;
  /** The same numbers; a differentiating arithmetic treats them as constant. */
  hold(x: Tensor<R>): R;
}
