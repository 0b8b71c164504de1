import { abs, neg, select } from './functions.ts';
import type { Program } from './program.ts';
import { question } from './question.ts';
import type { Scalar } from './scalar.ts';

/**
 * Forward mode on symbols: d result / d argument of a program with one result. `undefined` is an exact zero, so an
 * operand that does not matter costs nothing, and a branch that was not taken is never multiplied by zero: it cannot
 * leak NaN.
 */
export function derivative(program: Program, position: number): Scalar | undefined {
  const t = program.results[0]!.trace;
  const d = new Map<Scalar, Scalar | undefined>();
  const or0 = (a?: Scalar): Scalar => a ?? t.lift(0);
  for (const s of program.nodes) {
    const [a, b, c] = s.args as [Scalar, Scalar, Scalar];
    const da = a && d.get(a);
    const db = b && d.get(b);
    d.set(s, rule());
    function rule(): Scalar | undefined {
      switch (s.op) {
        case 'argument':
          return s.value === position ? t.lift(1) : undefined;
        case 'add':
          return plus(da, db);
        case 'sub':
          return minus(da, db);
        case 'neg':
          return da && neg(da);
        case 'mul':
          return a === b ? times(da, a.mul(2)) : plus(times(da, b), times(db, a));
        case 'div':
          return minus(da, times(db, s))?.div(b);
        case 'exp':
          return times(da, s);
        case 'expm1':
          return times(da, t.make('exp', a));
        case 'log':
          return da?.div(a);
        case 'log1p':
          return da?.div(a.add(1));
        case 'sqrt':
          return da?.div(abs(s).mul(2)); // the root of a negative zero is one, its slope infinite like that of 0
        case 'tanh':
          return times(da, t.lift(1).sub(s.mul(s)));
        case 'atan':
          return da?.div(a.mul(a).add(1));
        case 'abs':
          return times(da, side(a, t.lift(0), t.lift(1), t.lift(-1)));
        case 'max':
          return !da && !db ? undefined : side(a, b, or0(da), or0(db));
        case 'min':
          return !da && !db ? undefined : side(a, b, or0(db), or0(da));
        case 'select': {
          const dc = d.get(c);
          if (!db && !dc) return undefined;
          if (a.op === 'eq') return t.make('select', a, or0(db), or0(dc));
          const [p, q] = a.args as [Scalar, Scalar];
          // `lt` and `le` ask for b > a, so the other branch is the one where p >= q.
          return side(p, q, or0(dc), or0(db));
        }
        default:
          return undefined; // constants and comparisons
      }
    }
  }
  return d.get(program.results[0]!);
}

const isOne = (s: Scalar): boolean => s.op === 'constant' && s.value === 1;
const times = (a: Scalar | undefined, b: Scalar): Scalar | undefined =>
  a === undefined ? undefined : isOne(a) ? b : isOne(b) ? a : a.mul(b);
const plus = (a?: Scalar, b?: Scalar): Scalar | undefined => (!a ? b : !b ? a : a.add(b));
const minus = (a?: Scalar, b?: Scalar): Scalar | undefined => (!b ? a : !a ? neg(b) : a.sub(b));

/**
 * `yes` where a >= b, as a derivative asks it: at a tie every question about the same two quantities takes the same
 * side, whoever asks and however it is written. That is the derivative of one branch, hence exact wherever the whole
 * kernel is smooth (softplus, sigmoid), and one element of Clarke's subdifferential at a kink.
 */
export function side(a: Scalar, b: Scalar, yes: Scalar, no: Scalar): Scalar {
  const { first, second, flipped } = question(a, b);
  const c = first.ge(second);
  return flipped ? select(c, no, yes) : select(c, yes, no);
}
