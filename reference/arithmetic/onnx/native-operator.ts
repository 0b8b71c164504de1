import { abs, exp, neg, select, sigmoid, softplus } from '../kernel/functions.ts';
import { question } from '../kernel/question.ts';
import type { Operand, Scalar } from '../kernel/scalar.ts';

/**
 * Operators of the format that a graph can use in place of a composition, so that an execution provider's own kernel is
 * put to the test: `Softplus`, `Softmax`, `LogSoftmax`, `ReduceLogSumExp` and `ReduceL2` for what they compute, and
 * `Sigmoid` also for the derivative of softplus.
 */
export const nativeOperators = ['Softplus', 'Sigmoid', 'Softmax', 'LogSoftmax', 'ReduceLogSumExp', 'ReduceL2'] as const;
export type NativeOperator = (typeof nativeOperators)[number];

/** A scalar that is factor * operator(of); the factor is 1 where undefined. */
export interface NativeCall {
  readonly type: 'Softplus' | 'Sigmoid';
  readonly of: Scalar;
  readonly factor?: Scalar;
}

/**
 * The native operator that computes this scalar, if it is one of those allowed. A trace holds equal expressions once,
 * so a pattern is recognised by writing it again: what comes out must be this very scalar.
 */
export function nativeCall(s: Scalar, allowed: ReadonlySet<NativeOperator>): NativeCall | undefined {
  if (allowed.has('Softplus') && s.op === 'add') {
    const of = s.args[0]!.args[0];
    if (of && softplus(of) === s) return { type: 'Softplus', of };
  }
  if (allowed.has('Sigmoid') && s.op === 'div') {
    const of = decaying(s.args[1]!.args[0]);
    if (of && sigmoid(of) === s) return { type: 'Sigmoid', of };
  }
  return allowed.has('Sigmoid') ? slopeOfSoftplus(s) : undefined;
}

/** The x of exp(-abs(x)). */
function decaying(e: Scalar | undefined): Scalar | undefined {
  const of = e?.args[0]?.args[0]?.args[0];
  return of && exp(neg(abs(of))) === e ? of : undefined;
}

/** The derivative of softplus(x), where x changes by `factor`, as forward mode writes it. */
function slopeOfSoftplus(s: Scalar): NativeCall | undefined {
  const [step, quotient] = s.args;
  if (s.op !== 'add' || step?.op !== 'select' || quotient?.op !== 'div') return undefined;
  const of = decaying(quotient.args[1]!.args[0]);
  if (!of) return undefined;
  const zero = s.trace.lift(0);
  const factor = step.args.slice(1).find((a) => a !== zero);
  if (!factor) return undefined;
  const { first, second, flipped } = question(of, zero);
  const positive = first.ge(second);
  const side = (yes: Operand, no: Operand) => (flipped ? select(positive, no, yes) : select(positive, yes, no));
  const e = exp(neg(abs(of)));
  const isOne = factor.op === 'constant' && factor.value === 1;
  const slope = isOne ? side(1, -1) : factor.mul(side(1, -1));
  if (side(factor, 0).add(neg(slope).mul(e).div(e.add(1))) !== s) return undefined;
  return isOne ? { type: 'Sigmoid', of } : { type: 'Sigmoid', of, factor };
}
