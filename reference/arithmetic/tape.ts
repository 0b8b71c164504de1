import { broadcast, type Shape, same } from '../tensor/shape.ts';
import { concat, mapProgram, Tensor } from '../tensor/tensor.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Program } from './kernel/program.ts';
import { shareOf, turnOfUnit, unitOf, weighByProbability } from './rules.ts';
import { pullBack } from './tape/pull-back.ts';
import { sumTo } from './tape/sum-to.ts';

/** A value of the base arithmetic and where it came from. */
export interface Node<R> {
  readonly value: Tensor<R>;
  readonly parents: readonly Node<R>[];
  /** Whether it depends on a variable. */
  readonly live: boolean;
  /** One cotangent per parent, for the wanted ones; g and they may be smaller than the value if they broadcast to it. */
  readonly pullback?: Pullback<R>;
}
type Pullback<R> = (g: Tensor<R>, wanted: readonly boolean[]) => readonly (Tensor<R> | undefined)[];

/**
 * Reverse mode over any arithmetic. Pullbacks are written with the same tensors as the losses, so that a tape over
 * float64 gives numbers, over balls the permitted error, over ONNX a graph, and over a tape second derivatives.
 */
export class Tape<R> implements Arithmetic<Node<R>> {
  readonly name: string;
  readonly base: Arithmetic<R>;
  private readonly order: Node<R>[] = [];
  constructor(base: Arithmetic<R>) {
    this.base = base;
    this.name = `tape over ${base.name}`;
  }

  /** A tensor to differentiate with respect to. */
  variable(x: Tensor<R>): Tensor<Node<R>> {
    const node: Node<R> = { value: x, parents: [], live: true };
    this.order.push(node);
    return new Tensor(this, x.shape, node);
  }
  /** A tensor that is constant under differentiation. */
  given(x: Tensor<R>): Tensor<Node<R>> {
    return new Tensor(this, x.shape, this.still(x));
  }

  /**
   * d sum(cotangent * result) / d variable, for each variable and in its shape. The cotangent is one by default; it
   * has the result's shape or broadcasts to it. Throws when a tensor is not of this tape.
   */
  gradient(result: Tensor<Node<R>>, variables: readonly Tensor<Node<R>>[], cotangent?: Tensor<R>): Tensor<R>[] {
    for (const x of [result, ...variables]) {
      if (x.arithmetic !== this)
        throw new Error(`gradient: a tensor of ${x.arithmetic.name} is not on this ${this.name}`);
    }
    if (cotangent && !same(broadcast([cotangent.shape, result.shape]), result.shape)) {
      throw new Error(`gradient: a cotangent of shape [${cotangent.shape}] does not fit a result of [${result.shape}]`);
    }
    const asked = new Set(variables.map((v) => v.rep));
    const needed = new Set<Node<R>>();
    for (const node of this.order) if (asked.has(node) || node.parents.some((p) => needed.has(p))) needed.add(node);
    const adjoint = new Map<Node<R>, Tensor<R>>([[result.rep, cotangent ?? result.rep.value.lift(1)]]);
    for (let i = this.order.length - 1; i >= 0; i--) {
      const node = this.order[i]!;
      const g = adjoint.get(node);
      if (!g || !node.pullback || !needed.has(node)) continue;
      if (!asked.has(node)) adjoint.delete(node);
      const wanted = node.parents.map((p) => needed.has(p));
      for (const [j, piece] of node.pullback(g, wanted).entries()) {
        const parent = node.parents[j]!;
        if (!piece || !wanted[j]) continue;
        const before = adjoint.get(parent);
        adjoint.set(parent, before ? before.add(piece) : piece);
      }
    }
    return variables.map((v) => (adjoint.get(v.rep) ?? v.rep.value.lift(0)).expand(v.shape));
  }

  private still(value: Tensor<R>): Node<R> {
    return { value, parents: [], live: false };
  }
  private node(value: Tensor<R>, parents: readonly Node<R>[], pullback: Pullback<R>): Node<R> {
    if (!parents.some((p) => p.live)) return this.still(value);
    const node = { value, parents, live: true, pullback };
    this.order.push(node);
    return node;
  }
  private unary(x: Tensor<Node<R>>, value: Tensor<R>, pullback: (g: Tensor<R>) => Tensor<R>): Node<R> {
    return this.node(value, [x.rep], (g) => [pullback(g)]);
  }
  private tensor(shape: Shape, rep: R): Tensor<R> {
    return new Tensor(this.base, shape, rep);
  }

  constant(value: number): Node<R> {
    return this.still(this.tensor([], this.base.constant(value)));
  }

  map(program: Program, xs: readonly Tensor<Node<R>>[], shape: Shape): Node<R>[] {
    const values = xs.map((x) => x.rep.value);
    const parents = xs.map((x) => x.rep);
    return mapProgram(program, values).map((value, k) => {
      const one = program.results.length === 1 ? program : program.only(k);
      return this.node(value, parents, (g, wanted) => pullBack(one, values, shape, g, wanted));
    });
  }

  sum(x: Tensor<Node<R>>, axes: readonly number[], shape: Shape): Node<R> {
    return this.unary(x, this.tensor(shape, this.base.sum(x.rep.value, axes, shape)), (g) => g);
  }
  max(x: Tensor<Node<R>>, axes: readonly number[], shape: Shape): Node<R> {
    const v = x.rep.value;
    const m = this.tensor(shape, this.base.max(v, axes, shape));
    return this.unary(x, m, (g) => shareOf(v, m, axes).mul(g));
  }
  norm(x: Tensor<Node<R>>, axes: readonly number[], shape: Shape): Node<R> {
    const v = x.rep.value;
    const n = this.tensor(shape, this.base.norm(v, axes, shape));
    return this.unary(x, n, (g) => unitOf(v, n, axes).mul(g));
  }
  /** As a function of x alone: n is norm(x), which is known already. */
  unit(x: Tensor<Node<R>>, n: Tensor<Node<R>>, axes: readonly number[]): Node<R> {
    const [v, length] = [x.rep.value, n.rep.value];
    return this.unary(x, unitOf(v, length, axes), (g) => turnOfUnit(v, length, g, axes));
  }

  logSoftmax(x: Tensor<Node<R>>): Node<R> {
    const v = x.rep.value;
    return this.unary(x, v.logSoftmax(), (g) => {
      const full = g.expand(v.shape);
      if (this.base.logSoftmaxPullback) return v.make(v.shape, this.base.logSoftmaxPullback(v, full));
      return full.sub(v.softmax().mul(full.sumKeep(-1)));
    });
  }
  logSumExp(x: Tensor<Node<R>>, shape: Shape): Node<R> {
    const v = x.rep.value;
    return this.unary(x, this.tensor(shape, this.base.logSumExp(v, shape)), (g) => weighByProbability(v, g));
  }
  softmax(x: Tensor<Node<R>>): Node<R> {
    const p = x.rep.value.softmax();
    return this.unary(x, p, (g) => p.mul(g.sub(p.mul(g).sumKeep(-1))));
  }

  take(x: Tensor<Node<R>>, index: Tensor<Node<R>>, shape: Shape): Node<R> {
    const [v, i] = [x.rep.value, index.rep.value];
    return this.unary(x, v.take(i), (g) => v.make(v.shape, this.base.put(g.expand(shape), i, v.shape)));
  }
  put(g: Tensor<Node<R>>, index: Tensor<Node<R>>, shape: Shape): Node<R> {
    const [v, i] = [g.rep.value, index.rep.value];
    return this.unary(g, this.tensor(shape, this.base.put(v, i, shape)), (h) =>
      sumTo(h.expand(shape).take(i), v.shape),
    );
  }
  matmul(a: Tensor<Node<R>>, b: Tensor<Node<R>>, transposeA: boolean, transposeB: boolean, shape: Shape): Node<R> {
    const [x, y] = [a.rep.value, b.rep.value];
    return this.node(x.matmul(y, { transposeA, transposeB }), [a.rep, b.rep], (h, [wantX, wantY]) => {
      const g = h.expand(shape);
      const dx = (): Tensor<R> =>
        transposeA
          ? y.matmul(g, { transposeA: transposeB, transposeB: true })
          : g.matmul(y, { transposeB: !transposeB });
      const dy = (): Tensor<R> =>
        transposeB
          ? g.matmul(x, { transposeA: true, transposeB: transposeA })
          : x.matmul(g, { transposeA: !transposeA });
      return [wantX ? dx() : undefined, wantY ? dy() : undefined];
    });
  }

  reshape(x: Tensor<Node<R>>, shape: Shape): Node<R> {
    const v = x.rep.value;
    return this.unary(x, v.reshape(shape), (g) => (g.shape.length === 0 ? g : g.expand(shape).reshape(v.shape)));
  }
  transpose(x: Tensor<Node<R>>, order: readonly number[], shape: Shape): Node<R> {
    const v = x.rep.value;
    const value = this.tensor(shape, this.base.transpose(v, order, shape));
    return this.unary(x, value, (g) => {
      if (g.shape.length === 0) return g;
      const back = order.map((_, i) => order.indexOf(i));
      return this.tensor(v.shape, this.base.transpose(g.expand(shape), back, v.shape));
    });
  }
  expand(x: Tensor<Node<R>>, shape: Shape): Node<R> {
    const v = x.rep.value;
    return this.unary(x, v.expand(shape), (g) => sumTo(g.expand(shape), v.shape));
  }
  concat(xs: readonly Tensor<Node<R>>[], axis: number, shape: Shape): Node<R> {
    const values = xs.map((x) => x.rep.value);
    const parents = xs.map((x) => x.rep);
    return this.node(concat(axis, ...values), parents, (h) => {
      const g = h.expand(shape);
      const extents = values.map((v) => v.shape[axis]!);
      if (this.base.split) {
        return this.base.split(g, extents, axis).map((rep, i) => this.tensor(values[i]!.shape, rep));
      }
      let from = 0;
      return (extents as number[]).map((n) => g.slice(axis, from, (from += n)));
    });
  }
  slice(x: Tensor<Node<R>>, axis: number, from: number, to: number, shape: Shape): Node<R> {
    const v = x.rep.value;
    return this.unary(x, v.slice(axis, from, to), (g) => {
      const after = (v.shape[axis] as number) - to;
      return this.tensor(v.shape, this.base.pad(g.expand(shape), axis, from, after, v.shape));
    });
  }
  pad(x: Tensor<Node<R>>, axis: number, before: number, after: number, shape: Shape): Node<R> {
    const v = x.rep.value;
    return this.unary(x, this.tensor(shape, this.base.pad(v, axis, before, after, shape)), (g) =>
      g.expand(shape).slice(axis, before, before + (v.shape[axis] as number)),
    );
  }

  count(x: Tensor<Node<R>>, axes: readonly number[]): Node<R> {
    return this.still(this.tensor([], this.base.count(x.rep.value, axes)));
  }
  identity(x: Tensor<Node<R>>): Node<R> {
    return this.still(x.rep.value.identity());
  }
  indices(x: Tensor<Node<R>>, extent: Shape[number]): Node<R> {
    return this.still(this.tensor([extent], this.base.indices(x.rep.value, extent)));
  }
  hold(x: Tensor<Node<R>>): Node<R> {
    return this.still(x.rep.value.hold());
  }
}
