import { eachIndex, eachReduced, type Shape, same, size, strides } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Program } from './kernel/program.ts';

/**
 * Any arithmetic whose tensors are arrays of one kind of number, in C order. A subclass says how its numbers behave;
 * shapes, axes and indices are settled here. It is plain rather than fast: it judges, it does not compute at scale.
 *
 * Rows and groups may be empty: a sum over nothing must be 0, a maximum or logSumExp of nothing -Infinity.
 */
export abstract class Scalars<S> implements Arithmetic<S[]> {
  abstract readonly name: string;
  /** The number that stands for this double. */
  abstract number(v: number): S;
  /** The double nearest to a number; exact for indices. */
  abstract plain(s: S): number;
  /** One element through a program: one number per result. */
  abstract run(program: Program, xs: readonly S[]): S[];
  abstract total(xs: readonly S[]): S;
  abstract largest(xs: readonly S[]): S;
  abstract times(a: S, b: S): S;
  abstract logSoftmaxRow(z: readonly S[]): S[];
  abstract logSumExpRow(z: readonly S[]): S;
  abstract softmaxRow(z: readonly S[]): S[];
  /** The Euclidean norm of a vector. */
  abstract normRow(x: readonly S[]): S;
  /** x / n, where n is the norm of x: 0 for a zero vector. */
  abstract unitRow(x: readonly S[], n: S): S[];

  /** The inner product of two vectors of one length. */
  dot(a: readonly S[], b: readonly S[]): S {
    return this.total(a.map((s, i) => this.times(s, b[i]!)));
  }

  constant(value: number): S[] {
    return [this.number(value)];
  }
  map(program: Program, xs: readonly Tensor<S[]>[], shape: Shape): S[][] {
    const outs: S[][] = program.results.map(() => []);
    const columns = xs.map((x) => this.expand(x, shape));
    const element = new Array<S>(xs.length);
    for (let k = 0; k < size(shape); k++) {
      for (let i = 0; i < columns.length; i++) element[i] = columns[i]![k]!;
      const results = this.run(program, element);
      for (let r = 0; r < results.length; r++) outs[r]!.push(results[r]!);
    }
    return outs;
  }

  sum(x: Tensor<S[]>, axes: readonly number[], shape: Shape): S[] {
    return this.groups(x, axes, shape).map((group) => this.total(group));
  }
  max(x: Tensor<S[]>, axes: readonly number[], shape: Shape): S[] {
    return this.groups(x, axes, shape).map((group) => this.largest(group));
  }
  norm(x: Tensor<S[]>, axes: readonly number[], shape: Shape): S[] {
    return this.groups(x, axes, shape).map((group) => this.normRow(group));
  }
  unit(x: Tensor<S[]>, n: Tensor<S[]>, axes: readonly number[]): S[] {
    const units = this.groups(x, axes, n.shape).map((group, i) => this.unitRow(group, n.rep[i]!));
    const used = units.map(() => 0);
    const out: S[] = [];
    eachReduced(x.shape, axes, (_, group) => out.push(units[group]![used[group]!++]!));
    return out;
  }
  /** The elements that each element of the reduced shape stands for, in C order. */
  protected groups(x: Tensor<S[]>, axes: readonly number[], shape: Shape): S[][] {
    const groups: S[][] = Array.from({ length: size(shape) }, () => []);
    eachReduced(x.shape, axes, (k, group) => groups[group]!.push(x.rep[k]!));
    return groups;
  }

  logSoftmax(x: Tensor<S[]>): S[] {
    return this.rows(x).flatMap((z) => this.logSoftmaxRow(z));
  }
  softmax(x: Tensor<S[]>): S[] {
    return this.rows(x).flatMap((z) => this.softmaxRow(z));
  }
  logSumExp(x: Tensor<S[]>): S[] {
    return this.rows(x).map((z) => this.logSumExpRow(z));
  }
  /** The vectors along the last axis. */
  protected rows(x: Tensor<S[]>): S[][] {
    const c = x.shape.at(-1) as number;
    return Array.from({ length: size(x.shape.slice(0, -1)) }, (_, i) => x.rep.slice(i * c, (i + 1) * c));
  }

  /** NaN where the index is no integer in [0, extent): never an element of another row. */
  take(x: Tensor<S[]>, index: Tensor<S[]>, shape: Shape): S[] {
    const at = this.expand(index, shape);
    return this.rows(x).map((z, i) => z[this.plain(at[i]!)] ?? this.number(Number.NaN));
  }
  /** A row whose index is no integer in [0, extent) stays 0. */
  put(g: Tensor<S[]>, index: Tensor<S[]>, shape: Shape): S[] {
    const c = shape.at(-1) as number;
    const at = this.expand(index, shape.slice(0, -1));
    const out = this.zeros(size(shape));
    this.expand(g, shape.slice(0, -1)).forEach((s, i) => {
      const j = this.plain(at[i]!);
      if (Number.isInteger(j) && j >= 0 && j < c) out[i * c + j] = s;
    });
    return out;
  }

  matmul(a: Tensor<S[]>, b: Tensor<S[]>, transposeA: boolean, transposeB: boolean, shape: Shape): S[] {
    const [n, m] = shape as [number, number];
    const rows = vectors(a, n, !transposeA);
    const columns = vectors(b, m, transposeB);
    const out: S[] = [];
    for (const row of rows) for (const column of columns) out.push(this.dot(row, column));
    return out;
  }

  reshape(x: Tensor<S[]>): S[] {
    return x.rep;
  }
  transpose(x: Tensor<S[]>, order: readonly number[], shape: Shape): S[] {
    const own = x.shape.map((_, i) => size(x.shape.slice(i + 1)));
    const out: S[] = [];
    eachIndex(
      shape as number[],
      order.map((axis) => own[axis]!),
      (_, o) => out.push(x.rep[o]!),
    );
    return out;
  }
  expand(x: Tensor<S[]>, shape: Shape): S[] {
    if (same(x.shape, shape)) return x.rep;
    const out: S[] = [];
    eachIndex(shape as number[], strides(x.shape, shape), (_, o) => out.push(x.rep[o]!));
    return out;
  }
  concat(xs: readonly Tensor<S[]>[], axis: number, shape: Shape): S[] {
    const out: S[] = [];
    for (let o = 0; o < size(shape.slice(0, axis)); o++) {
      for (const x of xs) {
        const w = size(x.shape.slice(axis));
        append(out, x.rep, o * w, (o + 1) * w);
      }
    }
    return out;
  }
  slice(x: Tensor<S[]>, axis: number, from: number, to: number, shape: Shape): S[] {
    const inner = size(shape.slice(axis + 1));
    const w = size(x.shape.slice(axis));
    const out: S[] = [];
    for (let o = 0; o < size(shape.slice(0, axis)); o++) {
      append(out, x.rep, o * w + from * inner, o * w + to * inner);
    }
    return out;
  }
  pad(x: Tensor<S[]>, axis: number, before: number, after: number, shape: Shape): S[] {
    const inner = size(shape.slice(axis + 1));
    const w = size(x.shape.slice(axis));
    const [left, right] = [this.zeros(before * inner), this.zeros(after * inner)];
    const out: S[] = [];
    for (let o = 0; o < size(shape.slice(0, axis)); o++) {
      append(out, left, 0, left.length);
      append(out, x.rep, o * w, (o + 1) * w);
      append(out, right, 0, right.length);
    }
    return out;
  }

  count(x: Tensor<S[]>, axes: readonly number[]): S[] {
    return [this.number(size(axes.map((a) => x.shape[a]!)))];
  }
  identity(x: Tensor<S[]>): S[] {
    const n = x.shape[0] as number;
    return Array.from({ length: n * n }, (_, k) => this.number(k % (n + 1) === 0 ? 1 : 0));
  }
  indices(_x: Tensor<S[]>, extent: Shape[number]): S[] {
    return Array.from({ length: extent as number }, (_, i) => this.number(i));
  }
  hold(x: Tensor<S[]>): S[] {
    return x.rep;
  }

  private zeros(n: number): S[] {
    return Array.from({ length: n }, () => this.number(0));
  }
}

/** A loop, since spreading a long array into `push` exhausts the stack. */
function append<S>(out: S[], from: readonly S[], start: number, end: number): void {
  for (let i = start; i < end; i++) out.push(from[i]!);
}

/** The rows of a matrix, or its columns, of which there are n. */
function vectors<S>(x: Tensor<S[]>, n: number, rows: boolean): S[][] {
  const length = x.shape[rows ? 1 : 0] as number;
  return Array.from({ length: n }, (_, i) =>
    rows ? x.rep.slice(i * length, (i + 1) * length) : Array.from({ length }, (_, t) => x.rep[t * n + i]!),
  );
}
