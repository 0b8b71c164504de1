import { exponent, type Format } from '../tensor/format.ts';
import type { Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { elementary } from './elementary.ts';
import { type Instruction, instructions } from './instructions.ts';
import type { Program } from './kernel/program.ts';
import type { Operation, Profile } from './profile.ts';
import { inaccuracy } from './rounded/inaccuracy.ts';
import { Scalars } from './scalars.ts';

/** How a correct implementation in a shorter format may differ from another one. */
export interface RoundedOptions {
  /** In which order sums are taken; sequential by default. */
  readonly order?: 'sequential' | 'pairwise' | 'reverse';
  /** A wider format for the terms and partial results of sums; the sum is rounded to the format at the end. */
  readonly accumulator?: Format;
  /** Flushed: what is below the smallest normal number of the format becomes a zero of its sign. */
  readonly subnormals?: 'kept' | 'flushed';
  /** A platform whose operations err about as far as its profile permits; without it they are rounded once. */
  readonly profile?: Profile;
}

/**
 * What correct code in a shorter format computes: every operation is done on the stored numbers and rounded once, to
 * nearest. Elementary functions are those of the platform, rounded. In f64 only the order of summation differs.
 */
export class Rounded extends Scalars<number> {
  readonly name: string;
  readonly format: Format;
  private readonly order: NonNullable<RoundedOptions['order']>;
  private readonly round: (x: number) => number;
  private readonly roundWide: (x: number) => number;
  private readonly stray: Stray | undefined;
  private readonly strayWide: Stray | undefined;

  constructor(
    format: Format,
    { order = 'sequential', accumulator, subnormals = 'kept', profile }: RoundedOptions = {},
  ) {
    super();
    const sums = accumulator ? `${order} sums in ${accumulator.name}` : `${order} sums`;
    this.name = `${format.name}, ${sums}, subnormals ${subnormals}${profile ? `, as inaccurate as ${profile.name}` : ''}`;
    this.format = format;
    this.order = order;
    const rounding = (f: Format) => (subnormals === 'kept' ? f.round : (x: number) => flush(f.round(x), f));
    this.round = rounding(format);
    this.roundWide = rounding(accumulator ?? format);
    this.stray = profile && inaccuracy(profile, format);
    this.strayWide = profile && inaccuracy(profile, accumulator ?? format);
  }

  /** A tensor of these numbers, rounded; throws a RangeError when they do not fill the shape. */
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<number[]> {
    return new Tensor(this, shape, Array.from(tensorData(values, shape).data, this.round));
  }
  /** The numbers of a tensor in C order. */
  numbers(x: Tensor<number[]>): Float64Array {
    return Float64Array.from(x.rep);
  }

  /** Indices are integers beside the format, of which bf16 would have the first 256 only. */
  override indices(_x: Tensor<number[]>, extent: Shape[number]): number[] {
    return Array.from({ length: extent as number }, (_, i) => i);
  }

  number(v: number): number {
    return this.round(v);
  }
  plain(s: number): number {
    return s;
  }
  run(program: Program, xs: readonly number[]): number[] {
    const { steps, results } = instructions(program);
    const v: number[] = [];
    for (const s of steps) v.push(this.step(s, xs, v[s.a]!, v[s.b]!, v[s.c]!));
    return results.map((at) => v[at]!);
  }
  private step(s: Instruction, xs: readonly number[], a: number, b: number, c: number): number {
    switch (s.op) {
      case 'argument':
        return xs[s.value]!;
      case 'constant':
        return this.round(s.value);
      case 'add':
        return this.operation('add', a + b);
      case 'sub':
        return this.operation('add', a - b);
      case 'mul':
        return this.operation('mul', a * b);
      case 'div':
        return this.operation('div', a / b);
      case 'neg':
        return -a;
      case 'abs':
        return Math.abs(a);
      case 'max':
        return Math.max(a, b);
      case 'min':
        return Math.min(a, b);
      case 'lt':
        return a < b ? 1 : 0;
      case 'le':
        return a <= b ? 1 : 0;
      case 'eq':
        return a === b ? 1 : 0;
      case 'select':
        return a ? b : c;
      case 'sqrt':
        return this.operation('sqrt', Math.sqrt(a), a);
      default:
        return this.operation(s.op, elementary[s.op](a), a);
    }
  }
  /** An operation of the format, of which the result is known. */
  private operation(name: Operation, result: number, argument?: number): number {
    return this.round(this.stray ? this.stray(name, result, argument) : result);
  }
  /** An operation of the accumulator's format. */
  private wide(name: Operation, result: number, argument?: number): number {
    return this.roundWide(this.strayWide ? this.strayWide(name, result, argument) : result);
  }

  times(a: number, b: number): number {
    return this.operation('mul', a * b);
  }
  total(xs: readonly number[]): number {
    return this.round(this.partial(xs));
  }
  override dot(a: readonly number[], b: readonly number[]): number {
    return this.total(a.map((x, i) => this.wide('mul', x * b[i]!)));
  }
  /** A sum in the accumulator's format. */
  private partial(xs: readonly number[]): number {
    const add = (a: number, b: number): number => this.wide('add', a + b);
    if (this.order === 'sequential') return xs.reduce(add, 0);
    if (this.order === 'reverse') return xs.reduceRight(add, 0);
    if (xs.length <= 2) return add(xs[0] ?? 0, xs[1] ?? 0);
    const half = xs.length >> 1;
    return add(this.partial(xs.slice(0, half)), this.partial(xs.slice(half)));
  }
  largest(xs: readonly number[]): number {
    return xs.reduce((a, b) => Math.max(a, b), -Infinity);
  }

  /** z - max z; where one logit is +Infinity, the limit: 0 for it. */
  private shifted(z: readonly number[], top: number): number[] {
    const single = top === Infinity && z.indexOf(top) === z.lastIndexOf(top);
    return z.map((a) => (single && a === top ? 0 : this.operation('add', a - top)));
  }
  logSoftmaxRow(z: readonly number[]): number[] {
    const shifted = this.shifted(z, this.largest(z));
    const log = this.logarithm(this.total(shifted.map((a) => this.exponential(a))));
    return shifted.map((a) => this.operation('add', a - log));
  }
  logSumExpRow(z: readonly number[]): number {
    const top = this.largest(z);
    if (!Number.isFinite(top)) return top;
    const sum = this.total(this.shifted(z, top).map((a) => this.exponential(a)));
    return this.operation('add', top + this.logarithm(sum));
  }
  softmaxRow(z: readonly number[]): number[] {
    const exps = this.shifted(z, this.largest(z)).map((a) => this.exponential(a));
    const sum = this.total(exps);
    return exps.map((a) => this.operation('div', a / sum));
  }
  private exponential(a: number): number {
    return this.operation('exp', elementary.exp(a), a);
  }
  private logarithm(a: number): number {
    return this.operation('log', elementary.log(a), a);
  }

  /** In the scale of the largest magnitude's power of two, so that no square overflows. */
  normRow(x: readonly number[]): number {
    const largest = this.largest(x.map(Math.abs));
    if (!(largest > 0 && largest < Infinity)) return x.length === 0 ? 0 : largest;
    const scale = 2 ** exponent(largest);
    const squares = this.partial(x.map((a) => a / scale).map((a) => this.wide('mul', a * a)));
    return this.round(this.wide('sqrt', Math.sqrt(squares), squares) * scale);
  }
  unitRow(x: readonly number[], n: number): number[] {
    return x.map((a) => (n === 0 ? 0 : this.operation('div', a / n)));
  }
}

type Stray = ReturnType<typeof inaccuracy>;

function flush(x: number, format: Format): number {
  return Math.abs(x) < format.smallestNormal ? x * 0 : x;
}
