import type { Condition, Op, Operand, Scalar } from './scalar.ts';

const unary =
  (op: Op) =>
  (x: Scalar): Scalar =>
    x.trace.make(op, x);

export const neg = unary('neg');
export const exp = unary('exp');
/** exp(x) - 1, relatively accurate near 0. */
export const expm1 = unary('expm1');
export const log = unary('log');
/** log(1 + x), relatively accurate near 0. */
export const log1p = unary('log1p');
export const sqrt = unary('sqrt');
export const tanh = unary('tanh');
export const atan = unary('atan');
export const abs = unary('abs');
/** 1 - x; a number has no methods. */
export const oneMinus = (x: Scalar): Scalar => x.trace.make('sub', x.trace.lift(1), x);
export const square = (x: Scalar): Scalar => x.mul(x);
export const max = (a: Scalar, b: Operand): Scalar => a.trace.make('max', a, b);
export const min = (a: Scalar, b: Operand): Scalar => a.trace.make('min', a, b);
/** One of two numbers; the other one reaches neither the value nor the derivative. */
export const select = (c: Condition, yes: Operand, no: Operand): Scalar =>
  c.scalar.trace.make('select', c.scalar, yes, no);

/** log(1 + exp(x)); never overflows, relatively accurate on both sides. */
export const softplus = (x: Scalar): Scalar => max(x, 0).add(log1p(exp(neg(abs(x)))));
/** 1 / (1 + exp(-x)); never overflows, relatively accurate on both sides. */
export const sigmoid = (x: Scalar): Scalar => {
  const e = exp(neg(abs(x)));
  return select(x.ge(0), 1, e).div(e.add(1));
};
/** x, or 0 where x is infinite or NaN. */
export const ifFinite = (x: Scalar): Scalar => select(x.sub(x).eq(0), x, 0);
/**
 * a * b, where an exact zero a wins over an infinite or NaN b: the 0 log 0 = 0 of the losses. The derivative in a is
 * b, at a = 0 too, unless b is not finite.
 */
export const zeroTimes = (a: Scalar, b: Scalar): Scalar => a.mul(select(a.eq(0), ifFinite(b), b));
/**
 * a * log b, given the logarithm, and 0 at a = b = 0. There the derivative in a, log b, is -infinity, which that of the
 * square root brings with it; a derivative in b is 0 wherever a is.
 */
export const timesLog = (a: Scalar, b: Scalar, logB: Scalar): Scalar => {
  const product = a.mul(logB);
  return select(a.eq(0), select(b.eq(0), neg(sqrt(a)), product), product);
};
