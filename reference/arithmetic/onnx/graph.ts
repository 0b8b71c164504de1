import { broadcast, type Dim, type Shape } from '../../tensor/shape.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Arithmetic } from '../arithmetic.ts';
import type { Program } from '../kernel/program.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { type GraphDtype, GraphWriter } from './graph-writer.ts';
import { type NativeOperator, nativeCall } from './native-operator.ts';
import { OpenExtents } from './open-extents.ts';
import { scalarOperator } from './scalar-operator.ts';
import { Softmax } from './softmax.ts';

export interface GraphOptions {
  /** The graph's name in the file; `loss` by default. */
  readonly name?: string;
  /** `f32` by default. */
  readonly dtype?: GraphDtype;
  /** Key and value pairs for the file's metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Operators to use in place of compositions; none by default. Not every execution provider has them. */
  readonly native?: readonly NativeOperator[];
}

/**
 * Writes an ONNX graph instead of computing: a tensor is the name of a value, and the tape over this arithmetic writes
 * the gradient graph. String extents stay open. Every number, labels and counts too, has the graph's type; labels are
 * compared with a range. Only operators that both the CPU and the WebGPU execution provider have are used.
 */
export class Graph implements Arithmetic<string> {
  readonly name = 'onnx';
  private readonly options: GraphOptions;
  private readonly writer: GraphWriter;
  private readonly extents: OpenExtents;
  private readonly native: ReadonlySet<NativeOperator>;

  constructor(options: GraphOptions = {}) {
    this.options = options;
    this.writer = new GraphWriter(options.dtype ?? 'f32');
    this.extents = new OpenExtents(this.writer);
    this.native = new Set(options.native);
  }

  input(name: string, shape: Shape): Tensor<string> {
    const value = this.writer.declareInput(name, shape);
    this.extents.seen(value, shape);
    return new Tensor<string>(this, shape, value);
  }
  output(name: string, x: Tensor<string>): void {
    this.writer.declareOutput(name, x.shape, x.rep);
  }
  /** The operators that the outputs need, sorted. */
  operators(): string[] {
    return this.writer.operators();
  }
  /** The `.onnx` file. Equal graphs give equal bytes. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.writer.bytes(this.options.name ?? 'loss', this.options.metadata ?? {});
  }

  constant(v: number): string {
    return this.writer.numbers([v], []);
  }
  map(program: Program, xs: readonly Tensor<string>[], shape: Shape): string[] {
    const names = new Map<Scalar, string>();
    const given = xs.map((x) => x.rep);
    for (const s of program.nodes) {
      const call = this.native.size ? nativeCall(s, this.native) : undefined;
      if (call) {
        const value = this.op(call.type, names.get(call.of)!);
        names.set(s, call.factor ? this.op('Mul', names.get(call.factor)!, value) : value);
        continue;
      }
      const args = s.args.map((a) => names.get(a)!);
      names.set(s, scalarOperator(this.writer, s, args, given));
    }
    // A result that does not use every operand would come out smaller than it claims to be.
    return program.results.map((s) => {
      const covered = broadcast(program.argumentsOf(s).map((i) => xs[i]!.shape));
      return this.extents.expand(names.get(s)!, covered, shape);
    });
  }

  sum(x: Tensor<string>, axes: readonly number[]): string {
    return this.reduce('ReduceSum', x.rep, axes);
  }
  /** `ReduceMax` drops NaN, so one is added where there is one. */
  max(x: Tensor<string>, axes: readonly number[]): string {
    const ordered = this.op('Equal', x.rep, x.rep);
    const nan = this.reduce('ReduceSum', this.op('Where', ordered, this.constant(0), x.rep), axes);
    return this.op('Add', this.reduce('ReduceMax', x.rep, axes), nan);
  }
  norm(x: Tensor<string>, axes: readonly number[]): string {
    if (this.native.has('ReduceL2') && axes.length) return this.reduce('ReduceL2', x.rep, axes);
    const { scale, length } = this.scaled(x, axes);
    return this.op('Mul', scale, length);
  }
  /** Not from n, which may have overflowed or lost digits. */
  unit(x: Tensor<string>, _n: Tensor<string>, axes: readonly number[]): string {
    const { small, length } = this.scaled(x, axes);
    const zero = this.constant(0);
    return this.op('Where', this.op('Equal', length, zero), zero, this.op('Div', small, length));
  }
  /** x divided by its largest magnitude (by 1 where that is 0 or infinite) and the Euclidean length of that. */
  private scaled(x: Tensor<string>, axes: readonly number[]) {
    const one = this.constant(1);
    const top = this.reduce('ReduceMax', this.op('Abs', x.rep), axes);
    const usable = this.op('Where', this.op('Less', top, this.constant(Infinity)), top, one);
    const scale = this.op('Where', this.op('Less', this.constant(0), top), usable, one);
    const small = this.op('Div', x.rep, scale);
    return { scale, small, length: this.op('Sqrt', this.reduce('ReduceSum', this.op('Mul', small, small), axes)) };
  }

  logSoftmax(x: Tensor<string>): string {
    if (this.native.has('LogSoftmax')) return this.writer.op('LogSoftmax', [x.rep], { axis: -1 });
    return this.softmaxOf(x).logSoftmax();
  }
  logSumExp(x: Tensor<string>): string {
    if (this.native.has('ReduceLogSumExp')) return this.reduce('ReduceLogSumExp', x.rep, [x.shape.length - 1]);
    return this.softmaxOf(x).logSumExp(this.max(x, [x.shape.length - 1]));
  }
  softmax(x: Tensor<string>): string {
    if (this.native.has('Softmax')) return this.writer.op('Softmax', [x.rep], { axis: -1 });
    return this.softmaxOf(x).softmax();
  }
  logSoftmaxPullback(x: Tensor<string>, g: Tensor<string>): string {
    if (!this.native.has('Softmax')) return this.softmaxOf(x).pullback(g.rep);
    const total = this.reduce('ReduceSum', g.rep, [x.shape.length - 1]);
    return this.op('Sub', g.rep, this.op('Mul', this.softmax(x), total));
  }
  private softmaxOf(x: Tensor<string>): Softmax {
    return new Softmax(this.writer, x.rep, x.shape.length - 1);
  }

  /** NaN where the label is no class. */
  take(x: Tensor<string>, index: Tensor<string>): string {
    const last = x.shape.length - 1;
    const total = (value: string) =>
      this.writer.op('ReduceSum', [value, this.writer.integers([last])], { keepdims: 0 });
    const chosen = this.chosen(index, x.shape[last]!);
    const [zero, one] = [this.constant(0), this.constant(1)];
    const found = this.op('Equal', total(this.op('Where', chosen, one, zero)), one);
    return this.op('Where', found, total(this.op('Where', chosen, x.rep, zero)), this.constant(Number.NaN));
  }
  /** A row whose label is no class stays 0. */
  put(g: Tensor<string>, index: Tensor<string>, shape: Shape): string {
    return this.op('Where', this.chosen(index, shape.at(-1)!), this.column(g), this.constant(0));
  }
  /** True where the label is the class: no gather, no scatter, and an infinity or NaN that is not chosen stays out. */
  private chosen(index: Tensor<string>, classes: Dim): string {
    return this.op('Equal', this.column(index), this.extents.indices(classes));
  }
  private column(x: Tensor<string>): string {
    return this.op('Unsqueeze', x.rep, this.writer.integers([x.shape.length]));
  }

  matmul(a: Tensor<string>, b: Tensor<string>, transposeA: boolean, transposeB: boolean): string {
    const turned = (x: Tensor<string>, flip: boolean) =>
      flip ? this.writer.op('Transpose', [x.rep], { perm: [1, 0] }) : x.rep;
    return this.op('MatMul', turned(a, transposeA), turned(b, transposeB));
  }
  reshape(x: Tensor<string>, shape: Shape): string {
    return this.extents.reshape(x.rep, x.shape, shape);
  }
  transpose(x: Tensor<string>, order: readonly number[]): string {
    return this.writer.op('Transpose', [x.rep], { perm: order });
  }
  expand(x: Tensor<string>, shape: Shape): string {
    return this.extents.expand(x.rep, x.shape, shape);
  }
  concat(xs: readonly Tensor<string>[], axis: number, shape: Shape): string {
    const out = this.writer.op(
      'Concat',
      xs.map((x) => x.rep),
      { axis },
    );
    this.extents.seen(out, shape);
    return out;
  }
  split(x: Tensor<string>, extents: Shape, axis: number): string[] {
    return this.extents.split(x.rep, extents, axis);
  }
  slice(x: Tensor<string>, axis: number, from: number, to: number): string {
    return this.extents.slice(x.rep, axis, from, to);
  }
  pad(x: Tensor<string>, axis: number, before: number, after: number): string {
    const rank = x.shape.length;
    const amounts = Array.from({ length: 2 * rank }, (_, i) => (i === axis ? before : i === axis + rank ? after : 0));
    return this.op('Pad', x.rep, this.writer.integers(amounts));
  }

  count(x: Tensor<string>, axes: readonly number[]): string {
    return this.extents.count(axes.map((a) => x.shape[a]!));
  }
  identity(x: Tensor<string>): string {
    const range = this.extents.indices(x.shape[0]!);
    const row = this.op('Unsqueeze', range, this.writer.integers([0]));
    const column = this.op('Unsqueeze', range, this.writer.integers([1]));
    return this.op('Where', this.op('Equal', row, column), this.constant(1), this.constant(0));
  }
  indices(_x: Tensor<string>, extent: Dim): string {
    return this.extents.indices(extent);
  }
  hold(x: Tensor<string>): string {
    return x.rep;
  }

  private op(type: string, ...inputs: string[]): string {
    return this.writer.op(type, inputs);
  }
  private reduce(type: Reduction, value: string, axes: readonly number[]): string {
    return axes.length ? this.writer.op(type, [value, this.writer.integers(axes)], { keepdims: 1 }) : value;
  }
}

type Reduction = 'ReduceSum' | 'ReduceMax' | 'ReduceLogSumExp' | 'ReduceL2';
