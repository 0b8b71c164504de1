import type { Format } from '../../../tensor/format.ts';
import { Tensor } from '../../../tensor/tensor.ts';
import { instructions } from '../../instructions.ts';
import { Program } from '../../kernel/program.ts';
import { accuracyOf, type Operation, type Profile } from '../../profile.ts';
import { Scalars } from '../../scalars.ts';

const isPowerOfTwo = (x: number): boolean => 2 ** Math.round(Math.log2(Math.abs(x))) === Math.abs(x);
const difference = Program.of((a, b) => a!.sub(b!), 2);

/**
 * The worst platform that a profile allows: every operation is off by all that it may be, to the side that a coin
 * decides, and sums are taken in a random order. Numbers are doubles between the format's.
 */
export class Hostile extends Scalars<number> {
  readonly name = 'hostile';
  private readonly format: Format;
  private readonly accumulator: Format;
  private readonly profile: Profile;
  private readonly random: () => number;
  private readonly strict: boolean;
  constructor(format: Format, profile: Profile, random: () => number, accumulator = format, strict = false) {
    super();
    this.format = format;
    this.profile = profile;
    this.random = random;
    this.accumulator = accumulator;
    this.strict = strict;
  }

  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<number[]> {
    return new Tensor(this, shape, Array.from(values));
  }
  private side(): number {
    const r = this.random();
    return r < 0.4 ? -1 : r < 0.8 ? 1 : 2 * this.random() - 1;
  }
  private off(operation: Operation, value: number, argument: number, format = this.format): number {
    if (!Number.isFinite(value) || !Number.isFinite(argument)) return value;
    const { units, perMagnitude = 0, absolute } = accuracyOf(this.profile, operation, this.format.name);
    const c = units + (perMagnitude ? perMagnitude * Math.abs(argument) : 0);
    const isAbsolute = absolute && argument >= absolute.from && argument <= absolute.to;
    if (value === 0 && !isAbsolute) return value;
    const error = Math.max(c * format.unit * Math.abs(value), isAbsolute ? absolute.units * format.unit : 0);
    const moved = value + this.side() * (error + (operation === 'add' ? 0 : format.tiny / 2));
    // No platform returns a number of the wrong sign.
    return this.fit(moved * value < 0 && !isAbsolute ? 0 : moved, format);
  }
  private fit(x: number, format = this.format): number {
    return Math.abs(x) > format.largest ? Math.sign(x) * Infinity : x;
  }

  number(v: number): number {
    return this.format.round(v);
  }
  plain(s: number): number {
    return s;
  }
  run(program: Program, xs: readonly number[]): number[] {
    const { steps, results } = instructions(program);
    const v: number[] = [];
    for (const s of steps) {
      const [a, b, c] = [v[s.a]!, v[s.b]!, v[s.c]!];
      switch (s.op) {
        case 'argument':
          v.push(xs[s.value]!);
          break;
        case 'constant':
          v.push(this.number(s.value));
          break;
        case 'add':
          v.push(a === 0 || b === 0 ? a + b : this.off('add', a + b, a));
          break;
        case 'sub':
          v.push(a === 0 || b === 0 ? a - b : this.off('add', a - b, a));
          break;
        case 'mul':
          v.push(this.times(a, b));
          break;
        case 'div':
          v.push(this.off('div', a / b, a));
          break;
        case 'neg':
          v.push(-a);
          break;
        case 'abs':
          v.push(Math.abs(a));
          break;
        case 'max':
          v.push(Math.max(a, b));
          break;
        case 'min':
          v.push(Math.min(a, b));
          break;
        case 'lt':
          v.push(a < b ? 1 : 0);
          break;
        case 'le':
          v.push(a <= b ? 1 : 0);
          break;
        case 'eq':
          v.push(a === b ? 1 : 0);
          break;
        case 'select':
          v.push(a ? b : c);
          break;
        default:
          v.push(this.fn(s.op, a));
      }
    }
    return results.map((at) => v[at]!);
  }
  private fn(op: 'exp' | 'expm1' | 'log' | 'log1p' | 'sqrt' | 'tanh' | 'atan', a: number): number {
    if (a === 0) return Math[op](a);
    return this.off(op, Math[op](a), a);
  }
  times(a: number, b: number): number {
    // What a format represents no platform rounds.
    return isPowerOfTwo(a) || isPowerOfTwo(b) ? this.fit(a * b) : this.off('mul', a * b, a);
  }
  total(xs: readonly number[]): number {
    const left = xs.filter((x) => x !== 0);
    if (left.length < 2) return left[0] ?? 0;
    while (left.length > 1) {
      const [a] = left.splice(Math.floor(this.random() * left.length), 1) as [number];
      const [b] = left.splice(Math.floor(this.random() * left.length), 1) as [number];
      // Whether the order is a chain or a tree.
      const sum = this.off('add', a + b, a, this.accumulator);
      if (this.random() < 0.5) left.push(sum);
      else left.unshift(sum);
    }
    const [sum] = left as [number];
    return this.accumulator === this.format ? sum : this.off('add', sum, sum);
  }
  largest(xs: readonly number[]): number {
    return xs.reduce((a, b) => Math.max(a, b), -Infinity);
  }

  /** The exponentials of z - max z, where the maximum is, and the sum of the others. */
  private row(z: readonly number[]) {
    const top = this.largest(z);
    const at = z.indexOf(top);
    const d = z.map((a, i) => (i === at ? 0 : this.off('add', a - top, a)));
    const w = d.map((x, i) => (i === at ? 1 : this.fn('exp', x)));
    return { top, at, d, w, rest: () => this.total(w.filter((_, i) => i !== at)) };
  }
  private logOfSum({ w, rest }: ReturnType<Hostile['row']>): number {
    return this.strict ? this.fn('log1p', rest()) : this.fn('log', this.total(w));
  }
  logSoftmaxRow(z: readonly number[]): number[] {
    const row = this.row(z);
    const log = this.logOfSum(row);
    return row.d.map((x) => (x === 0 ? -log : this.off('add', x - log, x)));
  }
  logSumExpRow(z: readonly number[]): number {
    const row = this.row(z);
    const log = this.logOfSum(row);
    return this.off('add', row.top + log, log);
  }
  softmaxRow(z: readonly number[]): number[] {
    if (this.random() < 0.5) return this.logSoftmaxRow(z).map((x) => this.fn('exp', x));
    const { w } = this.row(z);
    const sum = this.total(w);
    return w.map((x) => this.off('div', x / sum, x));
  }
  logSoftmaxPullback(x: Tensor<number[]>, g: Tensor<number[]>): number[] {
    const slopes = this.rows(g);
    return this.rows(x).flatMap((z, i) => {
      const h = slopes[i]!;
      const p = this.softmaxRow(z);
      if (!this.strict) {
        const sum = this.total(h);
        return p.map((q, j) => this.run(difference, [h[j]!, this.times(q, sum)])[0]!);
      }
      const { at, rest } = this.row(z);
      const others = rest();
      const complement = this.off('div', others / this.off('add', 1 + others, 1), others);
      return p.map((q, j) => {
        const c = j === at ? complement : this.off('add', 1 - q, q);
        const sum = this.total(h.filter((_, k) => k !== j));
        return this.run(difference, [this.times(h[j]!, c), this.times(q, sum)])[0]!;
      });
    });
  }
  normRow(x: readonly number[]): number {
    const scale = this.strict ? this.largest(x.map(Math.abs)) : 1;
    if (scale === 0 || scale === Infinity) return scale;
    const scaled = this.strict ? x.map((a) => this.off('div', a / scale, a)) : x;
    const root = this.fn('sqrt', this.total(scaled.map((a) => this.times(a, a))));
    // No norm is less than a component, up to the rounding of a normal number.
    const least = this.strict ? scale * (1 - 4 * this.format.unit) : 0;
    return this.strict ? Math.max(least, this.times(root, scale)) : root;
  }
  unitRow(x: readonly number[], n: number): number[] {
    return x.map((a) => (n === 0 ? 0 : this.off('div', a / n, a)));
  }
}
