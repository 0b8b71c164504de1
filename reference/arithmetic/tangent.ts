import { broadcast, type Shape, same } from '../tensor/shape.ts';
import { concat, mapProgram, Tensor } from '../tensor/tensor.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Program } from './kernel/program.ts';
import { shareOf, turnOfUnit, unitOf, weighByProbability } from './rules.ts';

/** A value and its derivative along one direction; undefined is an exact zero and costs nothing. */
export interface Dual<R> {
  readonly value: Tensor<R>;
  /** May be smaller than the value if it broadcasts to it. */
  readonly tangent: Tensor<R> | undefined;
}

/**
 * Forward mode over any arithmetic. A kernel's derivative along all its operands is one program, so that its branches
 * are decided once and what cancels between operands cancels inside; over balls this bounds a directional derivative.
 */
export class Tangent<R> implements Arithmetic<Dual<R>> {
  readonly name: string;
  readonly base: Arithmetic<R>;
  constructor(base: Arithmetic<R>) {
    this.base = base;
    this.name = `tangent over ${base.name}`;
  }

  /** A tensor that moves; the direction has its shape or broadcasts to it. */
  variable(x: Tensor<R>, direction: Tensor<R>): Tensor<Dual<R>> {
    if (!same(broadcast([direction.shape, x.shape]), x.shape)) {
      throw new Error(`variable: a direction of shape [${direction.shape}] does not fit a tensor of [${x.shape}]`);
    }
    return new Tensor(this, x.shape, { value: x, tangent: direction });
  }
  /** A tensor that does not move. */
  given(x: Tensor<R>): Tensor<Dual<R>> {
    return new Tensor(this, x.shape, this.still(x));
  }
  /** The derivative of y along the directions of all variables, in the shape of y. */
  derivative(y: Tensor<Dual<R>>): Tensor<R> {
    return (y.rep.tangent ?? y.rep.value.lift(0)).expand(y.shape);
  }

  private still(value: Tensor<R>): Dual<R> {
    return { value, tangent: undefined };
  }
  private tensor(shape: Shape, rep: R): Tensor<R> {
    return new Tensor(this.base, shape, rep);
  }
  /** The rule receives the tangent in the operand's full shape. */
  private unary(x: Tensor<Dual<R>>, value: Tensor<R>, rule: (dx: Tensor<R>) => Tensor<R>): Dual<R> {
    const { tangent } = x.rep;
    return { value, tangent: tangent && rule(tangent.expand(x.shape)) };
  }

  constant(value: number): Dual<R> {
    return this.still(this.tensor([], this.base.constant(value)));
  }

  map(program: Program, xs: readonly Tensor<Dual<R>>[]): Dual<R>[] {
    const values = xs.map((x) => x.rep.value);
    const moving = xs.flatMap((x, i) => (x.rep.tangent ? [i] : []));
    const tangents = moving.map((i) => xs[i]!.rep.tangent!);
    return mapProgram(program, values).map((value, k) => {
      const one = program.results.length === 1 ? program : program.only(k);
      const pushforward = one.pushforward(moving);
      const result = pushforward.results[0]!;
      if (result.op === 'constant' && result.value === 0) return this.still(value);
      if (result.op === 'argument') return { value, tangent: tangents[result.value - one.arity] };
      return { value, tangent: mapProgram(pushforward, [...values, ...tangents])[0]! };
    });
  }

  sum(x: Tensor<Dual<R>>, axes: readonly number[], shape: Shape): Dual<R> {
    const total = (t: Tensor<R>): Tensor<R> => this.tensor(shape, this.base.sum(t, axes, shape));
    return this.unary(x, total(x.rep.value), total);
  }
  max(x: Tensor<Dual<R>>, axes: readonly number[], shape: Shape): Dual<R> {
    const v = x.rep.value;
    const m = this.tensor(shape, this.base.max(v, axes, shape));
    return this.unary(x, m, (dx) => {
      if (this.base.maxTangent) return this.tensor(shape, this.base.maxTangent(v, m, dx, axes));
      return this.tensor(shape, this.base.sum(shareOf(v, m, axes).mul(dx), axes, shape));
    });
  }
  norm(x: Tensor<Dual<R>>, axes: readonly number[], shape: Shape): Dual<R> {
    const v = x.rep.value;
    const n = this.tensor(shape, this.base.norm(v, axes, shape));
    return this.unary(x, n, (dx) => {
      if (this.base.normTangent) return this.tensor(shape, this.base.normTangent(v, n, dx, axes));
      return this.tensor(shape, this.base.sum(unitOf(v, n, axes).mul(dx), axes, shape));
    });
  }
  /** As a function of x alone: n is norm(x), which is known already. */
  unit(x: Tensor<Dual<R>>, n: Tensor<Dual<R>>, axes: readonly number[]): Dual<R> {
    const [v, length] = [x.rep.value, n.rep.value];
    return this.unary(x, unitOf(v, length, axes), (dx) => turnOfUnit(v, length, dx, axes));
  }

  logSoftmax(x: Tensor<Dual<R>>): Dual<R> {
    const v = x.rep.value;
    return this.unary(x, v.logSoftmax(), (dx) => dx.sub(v.softmax().mul(dx).sumKeep(-1)));
  }
  logSumExp(x: Tensor<Dual<R>>, shape: Shape): Dual<R> {
    const v = x.rep.value;
    const value = this.tensor(shape, this.base.logSumExp(v, shape));
    return this.unary(x, value, (dx) => weighByProbability(v, dx).sumKeep(-1));
  }
  softmax(x: Tensor<Dual<R>>): Dual<R> {
    const p = x.rep.value.softmax();
    return this.unary(x, p, (dx) => p.mul(dx.sub(p.mul(dx).sumKeep(-1))));
  }

  take(x: Tensor<Dual<R>>, index: Tensor<Dual<R>>): Dual<R> {
    const i = index.rep.value;
    return this.unary(x, x.rep.value.take(i), (dx) => dx.take(i));
  }
  put(g: Tensor<Dual<R>>, index: Tensor<Dual<R>>, shape: Shape): Dual<R> {
    const put = (t: Tensor<R>): Tensor<R> => this.tensor(shape, this.base.put(t, index.rep.value, shape));
    return this.unary(g, put(g.rep.value), put);
  }
  matmul(a: Tensor<Dual<R>>, b: Tensor<Dual<R>>, transposeA: boolean, transposeB: boolean): Dual<R> {
    const [x, y] = [a.rep.value, b.rep.value];
    const [dx, dy] = [a.rep.tangent?.expand(x.shape), b.rep.tangent?.expand(y.shape)];
    const transposed = { transposeA, transposeB };
    const parts = [dx?.matmul(y, transposed), dy && x.matmul(dy, transposed)];
    const [first, second] = parts.filter((t) => t !== undefined);
    return { value: x.matmul(y, transposed), tangent: first && second ? first.add(second) : first };
  }

  reshape(x: Tensor<Dual<R>>, shape: Shape): Dual<R> {
    return this.unary(x, x.rep.value.reshape(shape), (dx) => dx.reshape(shape));
  }
  transpose(x: Tensor<Dual<R>>, order: readonly number[], shape: Shape): Dual<R> {
    const move = (t: Tensor<R>): Tensor<R> => this.tensor(shape, this.base.transpose(t, order, shape));
    return this.unary(x, move(x.rep.value), move);
  }
  /** What broadcasts to the operand broadcasts to the result. */
  expand(x: Tensor<Dual<R>>, shape: Shape): Dual<R> {
    return { value: x.rep.value.expand(shape), tangent: x.rep.tangent };
  }
  concat(xs: readonly Tensor<Dual<R>>[], axis: number): Dual<R> {
    const value = concat(axis, ...xs.map((x) => x.rep.value));
    const moves = xs.some((x) => x.rep.tangent);
    return { value, tangent: moves ? concat(axis, ...xs.map((x) => this.derivative(x))) : undefined };
  }
  slice(x: Tensor<Dual<R>>, axis: number, from: number, to: number): Dual<R> {
    return this.unary(x, x.rep.value.slice(axis, from, to), (dx) => dx.slice(axis, from, to));
  }
  pad(x: Tensor<Dual<R>>, axis: number, before: number, after: number, shape: Shape): Dual<R> {
    const pad = (t: Tensor<R>): Tensor<R> => this.tensor(shape, this.base.pad(t, axis, before, after, shape));
    return this.unary(x, pad(x.rep.value), pad);
  }

  count(x: Tensor<Dual<R>>, axes: readonly number[]): Dual<R> {
    return this.still(this.tensor([], this.base.count(x.rep.value, axes)));
  }
  identity(x: Tensor<Dual<R>>): Dual<R> {
    return this.still(x.rep.value.identity());
  }
  indices(x: Tensor<Dual<R>>, extent: Shape[number]): Dual<R> {
    return this.still(this.tensor([extent], this.base.indices(x.rep.value, extent)));
  }
  hold(x: Tensor<Dual<R>>): Dual<R> {
    return this.still(x.rep.value.hold());
  }
}
