import type { LawArguments, LawId } from '../spec/language/law.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';
import type { Case, TypedTensor, Want } from './case.ts';
import type { Description, LossSupport } from './implementation.ts';
import type { Outcome } from './outcome.ts';
import type { Finding } from './verdict.ts';

/**
 * What is permitted of one output, element by element: every number within `radius` of `reference`, over all algorithms
 * that the gate admits.
 */
export interface Permitted {
  /** What float64 computes; where several answers are right (at a kink), their middle. NaN and infinities as they are. */
  readonly reference: Float64Array;
  /** Infinite where nothing can be said. */
  readonly radius: Float64Array;
  /** The part of the radius that is freedom at a kink: the truth may be anywhere within it. Without it there is none. */
  readonly freedom?: Float64Array;
  /** Whether an infinity is permitted as well, since some step of an admissible algorithm may overflow. */
  readonly overflow: readonly boolean[];
}

/** One case, what came of it, and how far a correct answer may be from the reference (computed when first asked). */
export interface Evaluation {
  readonly case: Case;
  readonly outcome: Outcome;
  permitted(want: Want): Permitted;
  /** What would be permitted of another case, which nobody was asked about. */
  permittedOf(other: Case, want: Want): Permitted;
  /** The verdict of acceptance on all outputs of the case, against the reference. */
  accepted(): Finding;
}

/** Chooses; every choice of one plan comes from the base case's id, so a plan can be repeated without a generator. */
export interface Draw {
  /** A whole number in [0, below). */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
}

/** A formula's value for every item of a case, rounded once from high precision. */
export interface FormulaValue {
  /** Of one item's value: empty for a number. */
  readonly shape: readonly number[];
  /** Item after item, each in C order. NaN where nothing is known: of ignored items, and beyond the oracle's range. */
  readonly data: Float64Array;
  /** How far that is from the exact value: 0 where a double holds it. */
  readonly radius: Float64Array;
}

export interface PropertyContext {
  readonly spec: LossSpec;
  readonly draw: Draw;
  /** Of a law that makes its own cases (`rounds`): which of them. */
  readonly round?: number;
  /** Of a law about two points: the second one, where the law's witness names it. */
  readonly to?: Readonly<Record<string, TypedTensor>>;
  /** Without it everything is promised. */
  readonly promises?: Promises;
  /** Another loss of the spec, of a law about two of them. */
  specOf(id: string): LossSpec | undefined;
  /**
   * Evaluates a mathjs expression over the names that the loss's own formula sees, for each item of a case of the spec
   * whose operands are finite and in their domains. An item's value is a number, or has the shape that is given.
   */
  formula(expression: string, c: Case, shape?: readonly number[]): FormulaValue;
}

/** What an implementation says of itself that laws depend on. */
export interface Promises extends Pick<Description, 'deterministic' | 'validates'> {
  /** Which reductions it has, loss by loss. */
  readonly losses?: Readonly<Record<string, Pick<LossSupport, 'reductions'>>>;
}

/** What a law wants to know of one base case. */
export interface Plan {
  /** The cases to evaluate, derived from the base by transformations that are exact in its dtype. */
  readonly cases: readonly Case[];
  /** What the law makes of them; evaluations in the order of the cases. */
  readonly judge: (evaluations: readonly Evaluation[]) => Finding;
}

/** The meaning of one law. */
export interface Property<L extends LawId = LawId> {
  readonly law: L;
  /** The law in one sentence, for a reader of a report. */
  readonly sentence: string;
  /** undefined where this base says nothing about the law. */
  plan(base: Case, args: LawArguments[L], context: PropertyContext): Plan | undefined;
  /**
   * A law that there is such a case: it holds of an instance when one base passes, and is broken when bases were
   * examined and none passed.
   */
  readonly existential?: true;
  /** No evaluation may be taken from an earlier one, and the plan's first case goes in a batch of its own. */
  readonly afresh?: true;
  /** A law that makes its own cases: how many plans it has. Of the base, only the dtype and the wants matter. */
  rounds?(spec: LossSpec): number;
}
