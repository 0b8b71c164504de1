import type { Format } from '../tensor/format.ts';
import { eachReduced, type Shape, size } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { type Ball, middle, negated, permittingBoth, permittingOverflow } from './ball/ball.ts';
import { merge, run } from './ball/branches.ts';
import { type Plain, plainOf } from './ball/compile.ts';
import { largest, maxTangent, share } from './ball/maxima.ts';
import { add, mul } from './ball/operations.ts';
import { logSoftmaxPullback } from './ball/pullback.ts';
import { Rounding } from './ball/rounding.ts';
import { logSoftmax, logSumExp, softmax } from './ball/rows.ts';
import { Sharing } from './ball/sharing.ts';
import { total } from './ball/sums.ts';
import { between, norm, unit } from './ball/vectors.ts';
import type { Program } from './kernel/program.ts';
import { ieee, type Profile } from './profile.ts';
import { Scalars } from './scalars.ts';

export type { Ball } from './ball/ball.ts';

export interface BallOptions {
  /** The format in which sums are taken; a wider one rounds once more at the end. By default the format itself. */
  readonly accumulator?: Format;
  /** Whether what is below the smallest normal number may become zero, on the way in and on the way out. */
  readonly flushesSubnormals?: boolean;
  /** How accurate the operations are; IEEE 754 by default. */
  readonly profile?: Profile;
  /**
   * How norm, logSumExp and softmax may be computed. `published`, the default: as the square root of a plain sum of
   * squares, and with the logarithm of the whole shifted sum. `strict`: without overflow or underflow of squares, and
   * with log1p of the sum without its largest term, hence relatively accurate for a confident row.
   */
  readonly primitives?: 'strict' | 'published';
  /**
   * Whether a cotangent may also be handed down through a kernel from node to node, as automatic differentiation does, or
   * be multiplied with the factors of its result first, instead of with the whole derivative.
   */
  readonly inAnyOrder?: boolean;
  /**
   * Asked, where a kernel has several answers that are apart, which of so many to take. Without it, or where it says
   * undefined, the hull of all of them is taken.
   */
  readonly choose?: (answers: number) => number | undefined;
}

/**
 * The permitted error: every number is a ball around what float64 computes, and every operation adds what it may lose
 * in the format, in any order of summation. Where balls leave a comparison open, a kernel is run both ways.
 */
export class Balls extends Scalars<Ball> {
  readonly name: string;
  readonly format: Format;
  /**
   * How often so far the balls left open which of several different answers is the right one: at a kink (abs, max,
   * norm) or a jump. Rounding alone does not count.
   */
  undecided = 0;
  /** Whether a primitive (norm, logSumExp, softmax) was met so far: without one the forms of primitives are the same. */
  metPrimitive = false;
  /** The kernel that is being mapped, where it is compiled. */
  private mapped: Plain | undefined;
  private readonly rounding: Rounding;
  private readonly isStrict: boolean;
  private readonly isInAnyOrder: boolean;
  private readonly choose: NonNullable<BallOptions['choose']>;
  private readonly sharing: Sharing;

  constructor(format: Format, options: BallOptions = {}) {
    super();
    const { accumulator = format, flushesSubnormals = false, profile = ieee, primitives = 'published' } = options;
    const { choose = () => undefined } = options;
    this.name = `balls of ${format.name}, sums in ${accumulator.name}, ${profile.name}, ${primitives}`;
    this.format = format;
    this.rounding = new Rounding(format, accumulator, flushesSubnormals, profile);
    this.isStrict = primitives === 'strict';
    this.isInAnyOrder = options.inAnyOrder ?? false;
    this.choose = choose;
    this.sharing = new Sharing(options.choose === undefined);
  }

  /** A tensor of these numbers, exact where the format has them; throws a RangeError when they do not fill the shape. */
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<Ball[]> {
    const { data } = tensorData(values, shape);
    const operand = this.sharing.operands(data.length, (v) => this.rounding.operand(v));
    const balls = new Array<Ball>(data.length);
    for (let i = 0; i < data.length; i++) balls[i] = operand(data[i]!);
    return new Tensor(this, shape, balls);
  }
  /** The middles of the balls in C order. */
  numbers(x: Tensor<Ball[]>): Float64Array {
    return Float64Array.from(x.rep, (b) => b.value);
  }

  number(v: number): Ball {
    return this.rounding.literal(v);
  }
  /** Whether the primitive that is about to be computed has its strict form. */
  private meetPrimitive(): boolean {
    this.metPrimitive = true;
    return this.isStrict;
  }
  plain(s: Ball): number {
    return s.value;
  }
  override map(program: Program, xs: readonly Tensor<Ball[]>[], shape: Shape): Ball[][] {
    const outs = this.mapOnce(program, xs, shape);
    const { termByTerm, factorsFirst } = program.otherOrders;
    if (!this.isInAnyOrder || !(termByTerm || factorsFirst)) return outs;
    // What the cotangent is off by already is the same in every term, so it moves the result as it does in `outs`.
    const cotangent = xs.at(-1)!;
    const known = [...xs.slice(0, -1), new Tensor(this, cotangent.shape, cotangent.rep.map(middle))];
    const own = this.mapOnce(program, known, shape);
    const inOrder = (order: Program | undefined): Ball[][] => (order ? this.mapOnce(order, known, shape) : own);
    const [terms, factors] = [inOrder(termByTerm), inOrder(factorsFirst)];
    return outs.map((out, r) =>
      out.map((ball, k) => {
        // What the second order loses to underflow, the first does, too.
        const wider = permittingBoth(ball, own[r]![k]!, terms[r]![k]!);
        return permittingOverflow(wider, factors[r]![k]!);
      }),
    );
  }
  private mapOnce(program: Program, xs: readonly Tensor<Ball[]>[], shape: Shape): Ball[][] {
    this.mapped = plainOf(this.rounding, program, size(shape));
    const outs = this.sharing.during(size(shape), () => super.map(program, xs, shape));
    this.mapped = undefined;
    return outs;
  }
  run(program: Program, xs: readonly Ball[]): Ball[] {
    return this.sharing.once('run', xs, () => this.mapped?.(xs) ?? this.walk(program, xs));
  }
  private walk(program: Program, xs: readonly Ball[]): Ball[] {
    const paths = run(this.rounding, program, xs);
    const { results, apart } = merge(paths);
    if (!apart) return results;
    this.undecided++;
    const chosen = this.choose(paths.length);
    return chosen === undefined ? results : [...paths[chosen]!];
  }
  times(a: Ball, b: Ball): Ball {
    return mul(this.rounding, a, b);
  }
  total(xs: readonly Ball[]): Ball {
    return this.sharing.once('total', xs, () => [total(this.rounding, xs)])[0]!;
  }
  largest(xs: readonly Ball[]): Ball {
    return largest(xs);
  }
  logSoftmaxRow(z: readonly Ball[]): Ball[] {
    return this.sharing.once('logSoftmax', z, () => logSoftmax(this.rounding, z, this.meetPrimitive()));
  }
  logSumExpRow(z: readonly Ball[]): Ball {
    return this.sharing.once('logSumExp', z, () => [logSumExp(this.rounding, z, this.meetPrimitive())])[0]!;
  }
  softmaxRow(z: readonly Ball[]): Ball[] {
    return this.sharing.once('softmax', z, () => softmax(this.rounding, z, this.meetPrimitive()));
  }
  logSoftmaxPullback(x: Tensor<Ball[]>, g: Tensor<Ball[]>): Ball[] {
    const slopes = this.rows(g);
    return this.sharing.during(x.rep.length, () =>
      this.rows(x).flatMap((z, i) =>
        this.sharing.once('logSoftmaxPullback', [...z, ...slopes[i]!], () => this.pullbackRow(z, slopes[i]!)),
      ),
    );
  }
  private pullbackRow(z: readonly Ball[], g: readonly Ball[]): Ball[] {
    const strict = this.meetPrimitive() ? logSoftmaxPullback(this.rounding, z, g) : undefined;
    if (strict) return strict;
    const sum = this.total(g);
    return this.softmaxRow(z).map((p, i) => add(this.rounding, g[i]!, negated(this.times(p, sum))));
  }
  normRow(x: readonly Ball[]): Ball {
    return this.sharing.once('norm', x, () => [norm(this.rounding, x, this.meetPrimitive())])[0]!;
  }
  unitRow(x: readonly Ball[], n: Ball): Ball[] {
    return this.sharing.once('unit', [n, ...x], () => {
      const { units, kink } = unit(this.rounding, x, n);
      if (kink) this.undecided++;
      return units;
    });
  }

  override sum(x: Tensor<Ball[]>, axes: readonly number[], shape: Shape): Ball[] {
    return this.sharing.during(x.rep.length, () => super.sum(x, axes, shape));
  }
  override norm(x: Tensor<Ball[]>, axes: readonly number[], shape: Shape): Ball[] {
    return this.sharing.during(x.rep.length, () => super.norm(x, axes, shape));
  }
  override unit(x: Tensor<Ball[]>, n: Tensor<Ball[]>, axes: readonly number[]): Ball[] {
    return this.sharing.during(x.rep.length, () => super.unit(x, n, axes));
  }
  override logSoftmax(x: Tensor<Ball[]>): Ball[] {
    return this.sharing.during(x.rep.length, () => super.logSoftmax(x));
  }
  override softmax(x: Tensor<Ball[]>): Ball[] {
    return this.sharing.during(x.rep.length, () => super.softmax(x));
  }
  override logSumExp(x: Tensor<Ball[]>): Ball[] {
    return this.sharing.during(x.rep.length, () => super.logSumExp(x));
  }
  share(x: Tensor<Ball[]>, m: Tensor<Ball[]>, axes: readonly number[]): Ball[] {
    const shares = this.groups(x, axes, m.shape).map((group) => {
      const found = share(group);
      if (found.kink) this.undecided++;
      return found.shares;
    });
    const used = shares.map(() => 0);
    const out: Ball[] = [];
    eachReduced(x.shape, axes, (_, group) => out.push(shares[group]![used[group]!++]!));
    return out;
  }
  maxTangent(x: Tensor<Ball[]>, m: Tensor<Ball[]>, dx: Tensor<Ball[]>, axes: readonly number[]): Ball[] {
    const moves = this.groups(dx.expand(x.shape), axes, m.shape);
    return this.groups(x, axes, m.shape).map((group, i) => {
      const { tangent, kink } = maxTangent(group, moves[i]!);
      if (kink) this.undecided++;
      return tangent;
    });
  }
  /** At a zero vector, where any unit vector u will do, u . dx is as long as dx at most. */
  normTangent(x: Tensor<Ball[]>, n: Tensor<Ball[]>, dx: Tensor<Ball[]>, axes: readonly number[]): Ball[] {
    const moves = this.groups(dx.expand(x.shape), axes, n.shape);
    return this.groups(x, axes, n.shape).map((group, i) => {
      const { units, kink } = unit(this.rounding, group, n.rep[i]!);
      if (!kink) return this.dot(units, moves[i]!);
      this.undecided++;
      return between(this.rounding, this.normRow(moves[i]!));
    });
  }
}
