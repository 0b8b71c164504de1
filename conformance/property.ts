import type { LawArguments, LawId } from '../spec/language/law.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';
import type { Case, TypedTensor, Want } from './case.ts';
import type { Outcome } from './outcome.ts';
import type { Finding } from './verdict.ts';

/** The permitted error of one output, element by element, around the reference value. */
export interface Permitted {
  readonly reference: Float64Array;
  /** Infinite where nothing can be said. */
  readonly radius: Float64Array;
}

/** One case, what came of it, and how far a correct answer may be from the reference (computed when first asked). */
export interface Evaluation {
  readonly case: Case;
  readonly outcome: Outcome;
  permitted(want: Want): Permitted;
  /** The verdict of acceptance on all outputs of the case, against the reference. */
  accepted(): Finding;
}

/** Chooses; every choice of one plan comes from the base case's id, so a plan can be repeated without a generator. */
export interface Draw {
  /** A whole number in [0, below). */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
}

export interface PropertyContext {
  readonly spec: LossSpec;
  readonly draw: Draw;
  /** Of a law about two points: the second one, where the law's witness names it. */
  readonly to?: Readonly<Record<string, TypedTensor>>;
}

/** The meaning of one law: which cases it needs evaluated, and what it makes of them. */
export interface Property<L extends LawId = LawId> {
  readonly law: L;
  /** The law in one sentence, for a reader of a report. */
  readonly sentence: string;
  /**
   * The cases to evaluate, derived from the base by transformations that are exact in its dtype; undefined where this
   * base says nothing about the law.
   */
  plan(base: Case, args: LawArguments[L], context: PropertyContext): readonly Case[] | undefined;
  /** Evaluations in the order of the plan. */
  judge(evaluations: readonly Evaluation[], args: LawArguments[L], context: PropertyContext): Finding;
}
