import type { GraphWriter } from './graph-writer.ts';
import { log1p } from './scalar-operator.ts';

/** The softmax family over one axis, by parts: `ReduceLogSumExp` overflows on some providers, `LogSoftmax` is missing. */
export class Softmax {
  private readonly w: GraphWriter;
  private readonly x: string;
  private readonly axis: string;
  private readonly top: string;
  private readonly isTop: string;
  private readonly ties: string;
  private readonly shifted: string;
  private readonly exp: string;
  /** The sum of the exponentials without one of the largest, whose exponential is 1. */
  private readonly rest: string;
  private readonly sum: string;

  constructor(writer: GraphWriter, x: string, axis: number) {
    this.w = writer;
    this.x = x;
    this.axis = writer.integers([axis]);
    const [zero, one] = [this.number(0), this.number(1)];
    this.top = this.reduce('ReduceMax', x);
    this.isTop = this.op('Equal', x, this.top);
    this.ties = this.reduce('ReduceSum', this.op('Where', this.isTop, one, zero));
    // Infinity minus infinity, where the largest is infinite, is not chosen.
    this.shifted = this.op('Where', this.isTop, zero, this.op('Sub', x, this.top));
    this.exp = this.op('Exp', this.shifted);
    const others = this.reduce('ReduceSum', this.op('Where', this.isTop, zero, this.exp));
    this.rest = this.op('Add', others, this.otherTies());
    this.sum = this.op('Add', this.rest, one);
  }

  /** Relatively accurate also for a class whose probability is near 1. */
  logSoftmax(): string {
    return this.op('Sub', this.shifted, log1p(this.w, this.rest));
  }
  softmax(): string {
    return this.op('Div', this.exp, this.sum);
  }
  /** `largest` is the maximum that is NaN where there is one; an infinite one is the answer. */
  logSumExp(largest: string): string {
    const finite = this.op('Less', this.op('Abs', largest), this.number(Infinity));
    return this.op('Where', finite, this.op('Add', this.top, log1p(this.w, this.rest)), largest);
  }
  /** g - softmax sum(g); for a single largest logit, whose probability p may be near 1, g (1 - p) - p (the other g). */
  pullback(g: string): string {
    const single = this.op('Where', this.op('Equal', this.ties, this.number(1)), this.top, this.number(Number.NaN));
    const isSingle = this.op('Equal', this.x, single);
    const others = this.reduce('ReduceSum', this.op('Where', isSingle, this.number(0), g));
    const complement = this.op('Div', this.rest, this.sum);
    const ofTop = this.op('Sub', this.op('Mul', g, complement), this.op('Div', others, this.sum));
    const total = this.op('Div', this.reduce('ReduceSum', g), this.sum);
    return this.op('Where', isSingle, ofTop, this.op('Sub', g, this.op('Mul', this.exp, total)));
  }

  /** How many equal the largest beside itself; NaN where that makes no sense: no class left, two infinite ones. */
  private otherTies(): string {
    const one = this.number(1);
    const anyClass = this.op('Less', this.number(-Infinity), this.top);
    const none = this.op('Where', anyClass, this.number(0), this.number(Number.NaN));
    const some = this.op('Add', this.op('Sub', this.ties, one), this.op('Sub', this.top, this.top));
    return this.op('Where', this.op('Equal', this.ties, one), none, some);
  }
  private number(v: number): string {
    return this.w.numbers([v], []);
  }
  private op(type: string, ...inputs: string[]): string {
    return this.w.op(type, inputs);
  }
  private reduce(type: 'ReduceSum' | 'ReduceMax', value: string): string {
    return this.w.op(type, [value, this.axis], { keepdims: 1 });
  }
}
