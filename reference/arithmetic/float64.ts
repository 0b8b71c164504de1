import { eachIndex, eachReduced, type Shape, same, size, strides } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import type { Arithmetic } from './arithmetic.ts';
import { data, Expanded, gather, isPosition, Put, type Rep } from './float64/lazy.ts';
import { Loops, Mapped } from './float64/mapped.ts';
import * as reduce from './float64/reduce.ts';
import * as softmax from './float64/softmax.ts';
import type { Program } from './kernel/program.ts';

/** Nobody but this arithmetic looks inside. */
export type Float64Rep = Rep;

/**
 * The fast arithmetic on doubles. A kernel becomes one loop (compiled, or interpreted where code may not be
 * generated); what only the next loop consumes stays a description. Sums are sequential in C order, whether or not
 * they are fused with the kernel that makes their terms.
 */
export class Float64 implements Arithmetic<Rep> {
  readonly name = 'float64';
  private readonly loops: Loops;
  private readonly rowsOf = new WeakMap<Float64Array, softmax.Rows>();

  /** Without generateCode, programs are interpreted everywhere; with it, only where the platform forbids code. */
  constructor({ generateCode = true } = {}) {
    this.loops = new Loops(generateCode);
  }

  /** A tensor of these numbers, which are copied; throws a RangeError when they do not fill the shape. */
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<Rep> {
    return new Tensor(this, shape, tensorData(values, shape).data);
  }
  /** The numbers of a tensor in C order, to be read only. */
  numbers(x: Tensor<Rep>): Float64Array {
    return data(x);
  }

  constant(value: number): Rep {
    return Float64Array.of(value);
  }
  map(program: Program, xs: readonly Tensor<Rep>[], shape: Shape): Rep[] {
    if (program.results.length > 1) return this.loops.run(program, xs, shape, 'elements');
    return [new Mapped(this.loops, program, xs, shape)];
  }
  sum(x: Tensor<Rep>, axes: readonly number[], shape: Shape): Rep {
    const direct = reduce.extents(x.shape, axes);
    if (direct?.inner === 1 && direct.mid > 0 && x.rep instanceof Mapped && x.rep.fuses && size(shape) > 0) {
      return x.rep.totals(direct.outer);
    }
    return reduce.sum(reduce.block(x, axes));
  }
  max(x: Tensor<Rep>, axes: readonly number[]): Rep {
    return reduce.max(reduce.block(x, axes));
  }
  share(x: Tensor<Rep>, m: Tensor<Rep>, axes: readonly number[]): Rep {
    const [v, top] = [data(x), data(m)];
    const [out, ties] = [new Float64Array(v.length), new Float64Array(top.length)];
    eachReduced(x.shape, axes, (k, group) => {
      if (v[k]! < top[group]!) return;
      out[k] = 1;
      ties[group]!++;
    });
    eachReduced(x.shape, axes, (k, group) => {
      out[k]! /= ties[group]!;
    });
    return out;
  }
  norm(x: Tensor<Rep>, axes: readonly number[]): Rep {
    return reduce.norm(reduce.block(x, axes));
  }
  unit(x: Tensor<Rep>, n: Tensor<Rep>, axes: readonly number[]): Rep {
    return reduce.unit(x, data(n), axes);
  }

  logSoftmax(x: Tensor<Rep>): Rep {
    return new softmax.LogSoftmax(data(x), this.rows(x));
  }
  softmax(x: Tensor<Rep>): Rep {
    return new softmax.Softmax(this.rows(x));
  }
  logSumExp(x: Tensor<Rep>): Rep {
    return softmax.logSumExp(data(x), this.rows(x));
  }
  logSoftmaxPullback(x: Tensor<Rep>, g: Tensor<Rep>): Rep {
    const rows = this.rows(x);
    if (g.rep instanceof Put && g.rep.c === rows.c) return softmax.logSoftmaxPullbackOfPut(rows, g.rep);
    return softmax.logSoftmaxPullback(rows, data(g));
  }
  /** The exponentials are shared by the value and the gradient of one tensor. */
  private rows(x: Tensor<Rep>): softmax.Rows {
    const v = data(x);
    const c = x.shape.at(-1) as number;
    let rows = this.rowsOf.get(v);
    if (rows?.c !== c) {
      rows = softmax.rowsOf(v, size(x.shape.slice(0, -1)), c);
      this.rowsOf.set(v, rows);
    }
    return rows;
  }

  /** NaN where the index is no integer in [0, extent). */
  take(x: Tensor<Rep>, index: Tensor<Rep>, shape: Shape): Rep {
    const c = x.shape.at(-1) as number;
    const at = data(index.expand(shape));
    const { rep } = x;
    if (rep instanceof softmax.LogSoftmax && rep.rows.c === c) {
      return at.map((y, i) => (isPosition(y, c) ? rep.element(i, y) : Number.NaN));
    }
    if (rep instanceof Expanded && same(rep.shape, x.shape)) {
      const v = data(rep.source);
      const stride = strides(rep.source.shape, x.shape);
      const out = new Float64Array(at.length);
      eachIndex(shape as number[], stride.slice(0, -1), (i, from) => {
        out[i] = isPosition(at[i]!, c) ? v[from + at[i]! * stride.at(-1)!]! : Number.NaN;
      });
      return out;
    }
    const v = data(x);
    return at.map((y, i) => (isPosition(y, c) ? v[i * c + y]! : Number.NaN));
  }
  put(g: Tensor<Rep>, index: Tensor<Rep>, shape: Shape): Rep {
    const rows = shape.slice(0, -1);
    return new Put(data(g.expand(rows)), data(index.expand(rows)), shape.at(-1) as number);
  }

  matmul(a: Tensor<Rep>, b: Tensor<Rep>, transposeA: boolean, transposeB: boolean, shape: Shape): Rep {
    const [n, m] = shape as [number, number];
    const k = a.shape[transposeA ? 0 : 1] as number;
    // Both operands are read along their rows.
    const x = transposeA ? gather(data(a), [1, n], [n, k]) : data(a);
    const y = transposeB ? data(b) : gather(data(b), [1, m], [m, k]);
    const out = new Float64Array(n * m);
    for (let i = 0, q = 0; i < n; i++) {
      for (let j = 0; j < m; j++, q++) {
        let s = 0;
        for (let p = i * k, r = j * k, end = p + k; p < end; p++, r++) s += x[p]! * y[r]!;
        out[q] = s;
      }
    }
    return out;
  }

  reshape(x: Tensor<Rep>): Rep {
    return x.rep;
  }
  transpose(x: Tensor<Rep>, order: readonly number[], shape: Shape): Rep {
    const own = strides(x.shape, x.shape);
    return gather(
      data(x),
      order.map((axis) => own[axis]!),
      shape,
    );
  }
  expand(x: Tensor<Rep>, shape: Shape): Rep {
    return new Expanded(x, shape);
  }
  concat(xs: readonly Tensor<Rep>[], axis: number, shape: Shape): Rep {
    const out = new Float64Array(size(shape));
    const row = size(shape.slice(axis));
    let from = 0;
    for (const x of xs) {
      const v = data(x);
      const w = size(x.shape.slice(axis));
      for (let k = 0, to = from; k < v.length; k += w, to += row) out.set(v.subarray(k, k + w), to);
      from += w;
    }
    return out;
  }
  slice(x: Tensor<Rep>, axis: number, from: number, to: number, shape: Shape): Rep {
    const v = data(x);
    const inner = size(shape.slice(axis + 1));
    const [row, w] = [size(x.shape.slice(axis)), (to - from) * inner];
    const out = new Float64Array(size(shape));
    for (let k = 0, p = from * inner; k < out.length; k += w, p += row) out.set(v.subarray(p, p + w), k);
    return out;
  }
  pad(x: Tensor<Rep>, axis: number, before: number, _after: number, shape: Shape): Rep {
    const v = data(x);
    const inner = size(shape.slice(axis + 1));
    const [row, w] = [size(shape.slice(axis)), size(x.shape.slice(axis))];
    const out = new Float64Array(size(shape));
    for (let k = 0, p = before * inner; k < v.length; k += w, p += row) out.set(v.subarray(k, k + w), p);
    return out;
  }

  count(x: Tensor<Rep>, axes: readonly number[]): Rep {
    return Float64Array.of(size(axes.map((a) => x.shape[a]!)));
  }
  identity(x: Tensor<Rep>): Rep {
    const n = x.shape[0] as number;
    const out = new Float64Array(n * n);
    for (let i = 0; i < n; i++) out[i * n + i] = 1;
    return out;
  }
  indices(_x: Tensor<Rep>, extent: Shape[number]): Rep {
    return Float64Array.from({ length: extent as number }, (_, i) => i);
  }
  hold(x: Tensor<Rep>): Rep {
    return x.rep;
  }
}

export const float64 = new Float64();
