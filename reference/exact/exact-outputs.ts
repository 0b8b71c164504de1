import type { ParamValue } from '../../spec/language/param.ts';
import type { Reduction } from '../../spec/language/reduction.ts';
import type { Format } from '../tensor/format.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import { type Decimal, roundDecimal } from './decimal.ts';

export type ExactWant = 'value' | `gradient.${string}`;

/** One concrete input. The doubles are taken as exactly the numbers that they are. */
export interface ExactInput {
  /** Optional operands may be left out. What an item sees must be finite, unless the item is ignored or has weight 0. */
  readonly operands: Readonly<Record<string, TensorData>>;
  /** Parameters that are left out have their defaults. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly reduction: Reduction;
  /** Shaped as the value: what gradients are contracted with; ones where it is left out. */
  readonly cotangent?: TensorData;
  readonly wants: readonly ExactWant[];
}

/**
 * The numbers of one output in C order: exact ones with all their digits, others with those that are proven, up to 50.
 */
export interface ExactOutput {
  readonly shape: readonly number[];
  readonly values: readonly Decimal[];
}

/** One number of one gradient. */
export interface GradientEntry {
  readonly want: ExactWant;
  /** The position in the gradient, in C order. */
  readonly at: number;
  readonly value: Decimal;
}

/**
 * A place without a derivative: a tie, or a norm at 0. The subgradients there are the given gradient plus any mixture of
 * the alternatives, the first of which changes nothing; several kinks add up. An alternative is a change and, for every
 * norm at 0, rows r_j of which it allows every sum of u_j r_j with u in the Euclidean unit ball.
 */
export interface Kink {
  readonly alternatives: readonly {
    readonly change: readonly GradientEntry[];
    readonly balls: readonly (readonly (readonly GradientEntry[])[])[];
  }[];
}

export interface ExactOutputs {
  /** Every output that is wanted; none where the oracle is out of range. */
  readonly outputs: Readonly<Partial<Record<ExactWant, ExactOutput>>>;
  readonly kinks: readonly Kink[];
  /** Whether the kinks are all there; one formula can have more ties than are followed. */
  readonly kinksComplete: boolean;
  /** Whether every number is proven to 30 digits, or to an absolute error of 1e-340. */
  readonly settled: boolean;
  /** Why nothing can be said: an exponential leaves the decimal arithmetic. Another arithmetic has to judge. */
  readonly outOfRange?: string;
  /** The most decimal digits that were computed with. */
  readonly digits: number;
}

/** An output rounded once to the numbers of a format. */
export const roundOutput = ({ shape, values }: ExactOutput, format: Format): TensorData => ({
  shape,
  data: Float64Array.from(values, (value) => roundDecimal(value, format)),
});
