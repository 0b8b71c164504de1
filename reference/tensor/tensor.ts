import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import * as f from '../arithmetic/kernel/functions.ts';
import { type Kernel, Program } from '../arithmetic/kernel/program.ts';
import type { Scalar } from '../arithmetic/kernel/scalar.ts';
import { broadcast, type Dim, type Shape, same } from './shape.ts';

const add = (x: Scalar, y: Scalar): Scalar => x.add(y);
const sub = (x: Scalar, y: Scalar): Scalar => x.sub(y);
const mul = (x: Scalar, y: Scalar): Scalar => x.mul(y);
const div = (x: Scalar, y: Scalar): Scalar => x.div(y);

/** The tensor that losses are written with. It knows its shape and its arithmetic, not its numbers. */
export class Tensor<R> {
  readonly arithmetic: Arithmetic<R>;
  readonly shape: Shape;
  readonly rep: R;
  constructor(arithmetic: Arithmetic<R>, shape: Shape, rep: R) {
    this.arithmetic = arithmetic;
    this.shape = shape;
    this.rep = rep;
  }

  add(b: Tensor<R> | number): Tensor<R> {
    return map(add, this, this.lift(b));
  }
  sub(b: Tensor<R> | number): Tensor<R> {
    return map(sub, this, this.lift(b));
  }
  mul(b: Tensor<R> | number): Tensor<R> {
    return map(mul, this, this.lift(b));
  }
  div(b: Tensor<R> | number): Tensor<R> {
    return map(div, this, this.lift(b));
  }
  neg(): Tensor<R> {
    return map(f.neg, this);
  }
  exp(): Tensor<R> {
    return map(f.exp, this);
  }
  square(): Tensor<R> {
    return map(f.square, this);
  }
  sqrt(): Tensor<R> {
    return map(f.sqrt, this);
  }

  /** Sums over the axes (all by default) and drops them. */
  sum(...axes: number[]): Tensor<R> {
    return this.sumKeep(...axes).drop(this.axes(axes));
  }
  /** Sums over the axes (all by default) and keeps them with length one. */
  sumKeep(...axes: number[]): Tensor<R> {
    const over = this.axes(axes);
    const shape = this.reduced(over);
    return this.make(shape, this.arithmetic.sum(this, over, shape));
  }
  max(...axes: number[]): Tensor<R> {
    const over = this.axes(axes);
    const shape = this.reduced(over);
    return this.make(shape, this.arithmetic.max(this, over, shape)).drop(over);
  }
  /** The Euclidean norm over the axes, which it drops; its subdifferential at 0 is the unit ball. */
  norm(...axes: number[]): Tensor<R> {
    const over = this.axes(axes);
    const shape = this.reduced(over);
    return this.make(shape, this.arithmetic.norm(this, over, shape)).drop(over);
  }
  mean(...axes: number[]): Tensor<R> {
    return this.sum(...axes).div(this.count(...axes));
  }
  /** How many elements the axes hold, as a rank-0 tensor: an open extent is never a number. */
  count(...axes: number[]): Tensor<R> {
    return this.make([], this.arithmetic.count(this, this.axes(axes)));
  }

  /** Over the last axis. */
  logSoftmax(): Tensor<R> {
    return this.make(this.shape, this.arithmetic.logSoftmax(this));
  }
  /** Over the last axis. */
  softmax(): Tensor<R> {
    return this.make(this.shape, this.arithmetic.softmax(this));
  }
  /** Over the last axis, which it drops. */
  logSumExp(): Tensor<R> {
    const last = this.shape.length - 1;
    return this.make(this.reduced([last]), this.arithmetic.logSumExp(this, this.reduced([last]))).drop([last]);
  }
  /** x[..., index] along the last axis, which it drops; the index holds integers in [0, extent). */
  take(index: Tensor<R>): Tensor<R> {
    const shape = this.shape.slice(0, -1);
    return this.make(shape, this.arithmetic.take(this, index, shape));
  }
  /** Of two matrices. */
  matmul(b: Tensor<R>, { transposeA = false, transposeB = false } = {}): Tensor<R> {
    const shape = [this.shape[transposeA ? 1 : 0]!, b.shape[transposeB ? 0 : 1]!];
    if (this.shape[transposeA ? 0 : 1] !== b.shape[transposeB ? 1 : 0]) throw new Error('matmul: inner extents differ');
    return this.make(shape, this.arithmetic.matmul(this, b, transposeA, transposeB, shape));
  }
  reshape(shape: Shape): Tensor<R> {
    return same(shape, this.shape) ? this : this.make(shape, this.arithmetic.reshape(this, shape));
  }
  /** Moves axis `from` to position `to`; the others keep their order. */
  moveAxis(from: number, to: number): Tensor<R> {
    const [a, b] = [this.axis(from), this.axis(to)];
    if (a === b) return this;
    const order = this.shape.map((_, i) => i).filter((i) => i !== a);
    order.splice(b, 0, a);
    const shape = order.map((i) => this.shape[i]!);
    return this.make(shape, this.arithmetic.transpose(this, order, shape));
  }
  expand(shape: Shape): Tensor<R> {
    return same(shape, this.shape) ? this : this.make(shape, this.arithmetic.expand(this, shape));
  }
  slice(axis: number, from: number, to: number): Tensor<R> {
    const a = this.axis(axis);
    const shape = this.shape.map((n, i) => (i === a ? to - from : n));
    return this.make(shape, this.arithmetic.slice(this, a, from, to, shape));
  }
  /** The slices along the last axis, which must have a fixed extent. */
  columns(): Tensor<R>[] {
    const n = this.shape.at(-1);
    if (typeof n !== 'number') throw new Error('columns: the last extent is not fixed');
    return Array.from({ length: n }, (_, i) => this.slice(-1, i, i + 1).reshape(this.shape.slice(0, -1)));
  }
  /** One on the diagonal of a square matrix of this shape, zero elsewhere. */
  identity(): Tensor<R> {
    return this.make(this.shape, this.arithmetic.identity(this));
  }
  /** 0, 1, 2 ... along the last axis, as a rank-1 tensor. */
  indices(): Tensor<R> {
    const n = this.shape.at(-1)!;
    return this.make([n], this.arithmetic.indices(this, n));
  }
  /** A new last axis of length one, to broadcast against. */
  column(): Tensor<R> {
    return this.reshape([...this.shape, 1]);
  }
  /** The same numbers, constant under differentiation. */
  hold(): Tensor<R> {
    return this.make(this.shape, this.arithmetic.hold(this));
  }

  lift(x: Tensor<R> | number): Tensor<R> {
    return typeof x === 'number' ? this.make([], this.arithmetic.constant(x)) : x;
  }
  make(shape: Shape, rep: R): Tensor<R> {
    return new Tensor(this.arithmetic, shape, rep);
  }
  axis(a: number): number {
    return a < 0 ? a + this.shape.length : a;
  }
  private axes(given: readonly number[]): number[] {
    return given.length ? given.map((a) => this.axis(a)) : this.shape.map((_, i) => i);
  }
  private reduced(axes: readonly number[]): Dim[] {
    return this.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  }
  private drop(axes: readonly number[]): Tensor<R> {
    return axes.length ? this.reshape(this.shape.filter((_, i) => !axes.includes(i))) : this;
  }
}

/** A kernel that is a constant of its module is traced once; one written in place is traced at every call. */
const programs = new WeakMap<Kernel, Program>();

// biome-ignore lint/suspicious/noExplicitAny: the representation is opaque here, and inference fails on unknown
type AnyTensor = Tensor<any>;

/** Applies a scalar kernel to every element; shapes broadcast. */
export function map<X extends AnyTensor[]>(kernel: (...xs: { [K in keyof X]: Scalar }) => Scalar, ...xs: X): X[number] {
  const k = kernel as Kernel;
  let program = programs.get(k);
  if (program?.arity !== xs.length) {
    program = Program.of(k, xs.length);
    programs.set(k, program);
  }
  return mapProgram(program, xs)[0]!;
}

/** Applies a traced program to every element: one tensor per result. */
export function mapProgram<R>(program: Program, xs: readonly Tensor<R>[]): Tensor<R>[] {
  const shape = broadcast(xs.map((x) => x.shape));
  return xs[0]!.arithmetic.map(program, xs, shape).map((rep) => xs[0]!.make(shape, rep));
}

export function concat<R>(axis: number, ...xs: Tensor<R>[]): Tensor<R> {
  const a = xs[0]!.axis(axis);
  const extents = xs.map((x) => x.shape[a]!);
  const fixed = extents.every((n) => typeof n === 'number');
  const extent = fixed ? (extents as number[]).reduce((p, q) => p + q, 0) : extents.join('+');
  const shape = xs[0]!.shape.map((n, i) => (i === a ? extent : n));
  return xs[0]!.make(shape, xs[0]!.arithmetic.concat(xs, a, shape));
}
