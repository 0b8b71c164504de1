import type { Program } from '../kernel/program.ts';
import { areApart, type Ball, exact, hull, isExactly, isUnbounded, negated, unbounded } from './ball.ts';
import { add, atan, div, exp, expm1, log, log1p, mul, sqrt, sub, tanh } from './operations.ts';
import { type Plan, planOf, type Question, SAME, type Step } from './plan.ts';
import type { Rounding } from './rounding.ts';

/** One kernel is run along at most this many paths before its results are given up as unbounded. */
export const MOST_PATHS = 1024;

/**
 * Balls through a program. Where balls leave a comparison open, the kernel is run along every path, a question about
 * two quantities having one answer per path whoever asks it. The answers are returned path by path.
 */
export function run(rounding: Rounding, program: Program, xs: readonly Ball[]): readonly (readonly Ball[])[] {
  const plan = planOf(program);
  const first = new Walk(rounding, plan.pairs, xs, []);
  const found = [first.results(plan)];
  const open = alternatives(first.answers, 0);
  while (open.length) {
    if (found.length === MOST_PATHS) return [found[0]!.map((b) => unbounded(b.value))];
    const prefix = open.pop()!;
    const walk = new Walk(rounding, plan.pairs, xs, prefix);
    found.push(walk.results(plan));
    open.push(...alternatives(walk.answers, prefix.length));
  }
  return found;
}
/** The paths that leave this one at an answer from there on. */
function alternatives(answers: readonly boolean[], from: number): boolean[][] {
  const paths: boolean[][] = [];
  for (let k = from; k < answers.length; k++) paths.push([...answers.slice(0, k), !answers[k]]);
  return paths;
}

/** The results of several paths as one, and whether they differ by more than rounding. */
export function merge(paths: readonly (readonly Ball[])[]): { results: Ball[]; apart: boolean } {
  const [first] = paths as [readonly Ball[]];
  if (paths.length === 1) return { results: [...first], apart: false };
  const apart = paths.some((p) => p.some((b, i) => areApart(b, first[i]!)));
  return { results: first.map((_, i) => hull(paths.map((p) => p[i]!))), apart };
}

/** One run of a kernel. Methods, since functions that are made for every run are dear. */
class Walk {
  readonly answers: boolean[] = [];
  private readonly rounding: Rounding;
  private readonly xs: readonly Ball[];
  private readonly prefix: readonly boolean[];
  private readonly at: Ball[] = [];
  /** By question, whether its first quantity is at least the second. */
  private readonly known: (boolean | undefined)[];

  constructor(rounding: Rounding, pairs: number, xs: readonly Ball[], prefix: readonly boolean[]) {
    this.rounding = rounding;
    this.xs = xs;
    this.prefix = prefix;
    this.known = new Array(pairs);
  }

  results({ steps, results }: Plan): Ball[] {
    for (let i = 0; i < steps.length; i++) this.at.push(this.evaluate(steps[i]!));
    return results.map((i) => this.at[i]!);
  }

  /** Whether x >= y; undefined where nothing can be said. NaN has been dealt with. */
  private atLeast(x: Ball, y: Ball, { pair, flipped }: Question): boolean | undefined {
    if (isUnbounded(x) || isUnbounded(y)) return undefined;
    if (pair === SAME) return true;
    const decided = compare(x, y, this.rounding);
    if (decided !== undefined) return decided;
    if (this.known[pair] === undefined) {
      const { answers, prefix } = this;
      const answer = answers.length < prefix.length ? prefix[answers.length]! : x.value >= y.value !== flipped;
      answers.push(answer);
      this.known[pair] = answer;
    }
    return this.known[pair] !== flipped;
  }

  private evaluate(step: Step): Ball {
    const { rounding } = this;
    const x = this.at[step.a]!;
    const y = this.at[step.b]!;
    switch (step.op) {
      case 'argument':
        return this.xs[step.value]!;
      case 'constant':
        return rounding.literal(step.value);
      case 'add':
        return add(rounding, x, y);
      case 'sub':
        return sub(rounding, x, y);
      case 'mul':
        return mul(rounding, x, y);
      case 'div':
        return div(rounding, x, y);
      case 'neg':
        return negated(x);
      case 'abs':
        if (isNotANumber(x)) return x;
        // One zero for both paths, of one sign: 1 / abs(-0) is Infinity.
        return isExactly(x, 0) ? zero : chosen(this.atLeast(x, zero, step.asks!), x, negated(x));
      case 'max':
        return either(x, y) ?? chosen(this.atLeast(x, y, step.asks!), x, y);
      case 'min':
        return either(x, y) ?? chosen(this.atLeast(x, y, step.asks!), y, x);
      case 'lt':
        return isNotANumber(x) || isNotANumber(y) ? no : condition(not(this.atLeast(x, y, step.asks!)));
      case 'le':
        return isNotANumber(x) || isNotANumber(y) ? no : condition(this.atLeast(y, x, step.asks!));
      case 'eq':
        if (isUnbounded(x) || isUnbounded(y) || rounding.mayBeFlushedTogether(x, y)) return unknown;
        return x.value === y.value ? yes : no;
      case 'select':
        return isUnbounded(x) ? unbounded(y.value) : x.value ? y : this.at[step.c]!;
      default:
        return functions[step.op](rounding, x);
    }
  }
}

/**
 * Whether x >= y where the balls decide it. The infinity of an overflow counts as one of the ball's numbers. Two numbers may
 * also be told apart by the sign of their difference, and that may be flushed.
 */
function compare(x: Ball, y: Ball, rounding: Rounding): boolean | undefined {
  if (!x.overflow && !y.overflow) {
    const d = x.value - y.value;
    return Math.abs(d) > x.error + y.error && !rounding.flushes(Math.abs(d)) ? d > 0 : undefined;
  }
  const low = (b: Ball): number => (b.overflow && b.value < 0 ? -Infinity : b.value - b.error);
  const high = (b: Ball): number => (b.overflow && b.value > 0 ? Infinity : b.value + b.error);
  if (low(x) > high(y)) return true;
  return high(x) < low(y) ? false : undefined;
}

const functions = { exp, expm1, log, log1p, sqrt, tanh, atan };
const [zero, no, yes, unknown] = [exact(0), exact(0), exact(1), unbounded(0)];
const isNotANumber = (b: Ball): boolean => Number.isNaN(b.value) && !isUnbounded(b);
/** An extreme of NaN and anything is NaN. */
const either = (x: Ball, y: Ball): Ball | undefined => (isNotANumber(x) ? x : isNotANumber(y) ? y : undefined);
const condition = (answer: boolean | undefined): Ball => (answer === undefined ? unknown : answer ? yes : no);
const not = (answer: boolean | undefined): boolean | undefined => (answer === undefined ? undefined : !answer);
const chosen = (answer: boolean | undefined, x: Ball, y: Ball): Ball =>
  answer === undefined ? unbounded(x.value) : answer ? x : y;
