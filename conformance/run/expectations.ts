import type { CaseJson } from '../case.ts';
import type { Evidence } from '../verdict.ts';

/**
 * What a deviation is, for those who read of it: a plainly wrong answer to ordinary numbers; the right one with fewer
 * digits than any admissible algorithm has; one at NaN, infinities, emptiness or weights of 0 only; another definition
 * or a refusal, on purpose.
 */
export type DeviationKind = 'wrong' | 'imprecise' | 'edge' | 'convention';

/** One known deviation: which tests fail, how, why, until when, and a case that shows it. */
export interface Expectation {
  /** Glob over test ids `loss/law/dtype`. */
  readonly id: string;
  readonly status: 'fails' | 'flaky';
  readonly reason: string;
  readonly kind?: DeviationKind;
  /** Where it is reported, or `unreported`. */
  readonly issue: string;
  /** Range of implementation versions it is known for, such as `>=1.13 <2`; every version where absent. */
  readonly versions?: string;
  /** ISO date after which the entry is an error. */
  readonly expires?: string;
  /** The classes of failure it covers. */
  readonly classes: readonly Evidence['class'][];
  /** Replayed first, so that the expected failure does not hang on the seed. */
  readonly pin?: { readonly case: CaseJson; readonly exact: string; readonly got: string };
}
