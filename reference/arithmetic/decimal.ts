import { Decimal } from 'decimal.js';
import { Tensor } from '../tensor/tensor.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { fromDouble } from './decimal/from-double.ts';
import { type Functions, functions, range } from './decimal/functions.ts';
import { instructions } from './instructions.ts';
import type { Program } from './kernel/program.ts';
import { Scalars } from './scalars.ts';

/** decimal.js holds ln(10) to 1025 digits and throws beyond. */
const MOST_DIGITS = 980;

/**
 * The same texts at high precision: every operation is rounded to so many significant decimal digits. Doubles enter
 * exactly. Exponents reach 10^(9e15): exp(-1e5) is a number, exp(1e18) and beyond is Infinity, exp(-1e18) is 0.
 */
export class Decimals extends Scalars<Decimal> {
  readonly name: string;
  private readonly D: Decimal.Constructor;
  private readonly functions: Functions;
  private readonly constants = new Map<number, Decimal>();

  /** Throws a RangeError unless digits is an integer from 1 to 980. */
  constructor(digits: number) {
    super();
    if (!Number.isInteger(digits) || digits < 1 || digits > MOST_DIGITS) {
      throw new RangeError(`Decimals: ${digits} digits; an integer from 1 to ${MOST_DIGITS} is possible`);
    }
    this.name = `decimal with ${digits} digits`;
    this.D = Decimal.clone({ ...range, precision: digits });
    this.functions = functions(this.D);
  }

  /** A tensor of exactly these doubles; throws a RangeError when they do not fill the shape. */
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<Decimal[]> {
    return new Tensor(
      this,
      shape,
      Array.from(tensorData(values, shape).data, (v) => fromDouble(v, this.D)),
    );
  }
  /** The nearest doubles in C order. */
  numbers(x: Tensor<Decimal[]>): Float64Array {
    return Float64Array.from(x.rep, (s) => s.toNumber());
  }

  number(v: number): Decimal {
    if (v === 0) return new this.D(v); // a Map does not tell -0 from 0
    let known = this.constants.get(v);
    // The double nearest to log 2 stands in a formula for log 2 itself.
    if (!known) this.constants.set(v, (known = v === Math.LN2 ? this.D.ln(2) : fromDouble(v, this.D)));
    return known;
  }
  plain(s: Decimal): number {
    return s.toNumber();
  }
  run(program: Program, xs: readonly Decimal[]): Decimal[] {
    const { steps, results } = instructions(program);
    const truth = (c: boolean): Decimal => this.number(c ? 1 : 0);
    const v: Decimal[] = [];
    for (const s of steps) {
      const [a, b, c] = [v[s.a]!, v[s.b]!, v[s.c]!];
      v.push(
        ((): Decimal => {
          switch (s.op) {
            case 'argument':
              return xs[s.value]!;
            case 'constant':
              return this.number(s.value);
            case 'add':
              return a.plus(b);
            case 'sub':
              return a.minus(b);
            case 'mul':
              return a.times(b);
            case 'div':
              return a.div(b);
            case 'neg':
              return a.neg();
            case 'abs':
              return a.abs();
            case 'exp':
              return a.exp();
            case 'log':
              return a.ln();
            case 'sqrt':
              return a.sqrt();
            case 'expm1':
              return this.functions.expm1(a);
            case 'log1p':
              return this.functions.log1p(a);
            case 'tanh':
              return this.functions.tanh(a);
            case 'atan':
              return a.atan();
            case 'max':
              return larger(a, b);
            case 'min':
              return larger(a.neg(), b.neg()).neg();
            case 'lt':
              return truth(a.lt(b));
            case 'le':
              return truth(a.lte(b));
            case 'eq':
              return truth(a.eq(b));
            case 'select':
              return a.isZero() ? c : b;
          }
        })(),
      );
    }
    return results.map((at) => v[at]!);
  }

  times(a: Decimal, b: Decimal): Decimal {
    return a.times(b);
  }
  total(xs: readonly Decimal[]): Decimal {
    return xs.reduce((s, x) => s.plus(x), this.number(0));
  }
  largest(xs: readonly Decimal[]): Decimal {
    return xs.reduce(larger, this.number(-Infinity));
  }

  /** exp(z - max z) apart from the largest logit's own 1, and the sum of these others. */
  private row(z: readonly Decimal[]): { top: Decimal; at: number; others: Decimal[]; rest: Decimal } {
    const top = this.largest(z);
    const at = z.findIndex((a) => a.eq(top));
    const others = z.map((a, i) => (i === at && !isRemoved(top) ? this.number(0) : a.minus(top).exp()));
    return { top, at, others, rest: this.total(others) };
  }
  logSoftmaxRow(z: readonly Decimal[]): Decimal[] {
    const { top, at, rest } = this.row(z);
    const log = this.functions.log1p(rest);
    return z.map((a, i) => (i === at ? this.number(0) : a.minus(top)).minus(log));
  }
  logSumExpRow(z: readonly Decimal[]): Decimal {
    const top = this.largest(z);
    return top.isFinite() ? top.plus(this.functions.log1p(this.row(z).rest)) : top;
  }
  softmaxRow(z: readonly Decimal[]): Decimal[] {
    const { at, others, rest } = this.row(z);
    const sum = rest.plus(1);
    return others.map((e, i) => (i === at ? this.number(1) : e).div(sum));
  }

  normRow(x: readonly Decimal[]): Decimal {
    return this.total(x.map((a) => a.times(a))).sqrt();
  }
  unitRow(x: readonly Decimal[], n: Decimal): Decimal[] {
    return x.map((a) => (n.isZero() ? this.number(0) : a.div(n)));
  }
}

const larger = (a: Decimal, b: Decimal): Decimal => (a.isNaN() || b.lt(a) ? a : b);
const isRemoved = (top: Decimal): boolean => !top.isFinite() && top.isNegative();
