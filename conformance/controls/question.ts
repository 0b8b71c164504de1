import type { ParamValue } from '../../spec/language/param.ts';
import type { Reduction } from '../../spec/language/reduction.ts';
import type { TypedTensor } from '../case.ts';

/** One call of a hand-written loss. */
export interface Question {
  /** To the nearest number of the format: Math.fround for float32, nothing for float64. Every operation goes through it. */
  readonly round: (x: number) => number;
  /** 0, 1 ... n - 1 in the order in which sums are taken. */
  readonly walk: (n: number) => Iterable<number>;
  readonly operands: Readonly<Record<string, TypedTensor>>;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly reduction: Reduction;
  /** In the shape of the value. */
  readonly cotangent: Float64Array;
}

/** What a hand-written loss gives: one number, or one per item in C order, and every gradient by operand or parameter. */
export interface Answer {
  readonly value: Float64Array;
  readonly gradients: Readonly<Record<string, Float64Array>>;
}

/** The value and gradients of one loss; throws MeanOverNothing where `empty` is `throw`. */
export type HandWrittenLoss = (q: Question) => Answer;
