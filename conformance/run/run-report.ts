import type { Dtype } from '../../reference/tensor/format.ts';
import type { LawId } from '../../spec/language/law.ts';
import type { Reduction } from '../../spec/language/reduction.ts';
import type { Description, Placement } from '../implementation.ts';
import type { Verdict } from '../verdict.ts';

/** How one regime or option was reached, by predicates on the bits of the cases. */
export interface Coverage {
  readonly regimes: Readonly<Record<string, number>>;
  /** `parameter=value`, `+operand`, `-operand`, `reduction=mean` and how many cases had it. */
  readonly options: Readonly<Record<string, number>>;
}

/** One law of one loss in one dtype: the unit that is counted, named, expected and replayed. */
export interface TestResult {
  /** `loss/law/dtype`, or `loss@form/law/dtype`. */
  readonly id: string;
  readonly loss: string;
  readonly form?: string;
  readonly law: LawId;
  readonly dtype: Dtype;
  readonly verdict: Verdict;
  /** Base cases on which the law said something, and how many of them it found broken. */
  readonly examined: number;
  readonly broken: number;
  readonly vacuous: number;
  /** The regime of the base case of the evidence. */
  readonly regime?: string;
  /** Stands for a failure: `lossproof replay <token>`. */
  readonly replay?: string;
  /** Which known wrong formula or other convention explains every observed output of this loss, where one does. */
  readonly diagnosis?: string;
}

/** The comparisons of one output of one loss with the reference. */
export interface Comparisons {
  readonly output: string;
  /** Cases compared. */
  readonly count: number;
  /** Worst |got - reference| / permitted error. */
  readonly worst: number;
  /** The regime of the worst one. */
  readonly regime: string;
  /** Of the permitted errors that were needed, the median in ulp of the reference. */
  readonly medianBoundUlp: number | null;
  /** Comparisons whose bound said nothing, by regime. */
  readonly vacuous: Readonly<Record<string, number>>;
  /** The weakest algorithm that was needed to explain all of them. */
  readonly grade: 'strict' | 'published' | 'none';
  /** The same by regime. */
  readonly regimes: Readonly<Record<string, RegimeErrors>>;
}

/** The errors of one output of one loss in one regime. */
export interface RegimeErrors {
  readonly count: number;
  readonly worst: number;
  /** How many lie in each bin, by its upper end as a fraction or multiple of the permitted error (error-bins.ts). */
  readonly errors: Readonly<Record<string, number>>;
}

/**
 * A section through a loss: one number of one operand is moved, and everything else is as in one of the spec's examples.
 * All lists are as long as `at`.
 */
export interface Curve {
  /** The title of the example. */
  readonly example: string;
  readonly reduction: Reduction;
  readonly operand: string;
  readonly at: readonly number[];
  /** The first number of the value, and its derivative. */
  readonly value: Drawn;
  readonly gradient?: Drawn;
}
export interface Drawn {
  /** What the implementation says; null where it did not answer. */
  readonly got: readonly (number | null)[];
  readonly reference: readonly number[];
  readonly permitted: readonly number[];
}

/** One line of the report: a loss (or a form of it) in one dtype. */
export interface LossResult {
  readonly loss: string;
  readonly form?: string;
  readonly dtype: Dtype;
  readonly origin: 'library' | 'composed';
  /** Base cases drawn, and all cases that were evaluated. */
  readonly cases: number;
  readonly evaluated: number;
  readonly comparisons: readonly Comparisons[];
  readonly coverage: Coverage;
  /** Regimes and options that should have been reached and were not: fails the run. */
  readonly uncovered: readonly string[];
  /** Where the run was asked for curves, and the loss has a section that can be drawn. */
  readonly curve?: Curve;
  /** Why the loss was not run at all. */
  readonly unsupported?: string;
}

export interface RunReport {
  readonly schema: 'lossproof-report/2';
  readonly suiteVersion: string;
  /** What was judged, and under which declared arithmetic. */
  readonly implementation: Omit<Description, 'losses'>;
  readonly options: {
    readonly seed: number;
    readonly cases: number;
    readonly profile: string;
    readonly dtypes: readonly Dtype[];
    readonly strict: boolean;
    readonly dialect?: string;
    readonly select?: string;
    readonly skip?: string;
    readonly require?: string;
  };
  readonly status: 'complete' | 'incomplete' | 'interrupted';
  /** Why it is not complete. */
  readonly reason?: string;
  readonly losses: readonly LossResult[];
  readonly tests: readonly TestResult[];
  readonly expectations: {
    readonly file?: string;
    /** Patterns that matched nothing, and entries past their expiry: errors. */
    readonly unmatched: readonly string[];
    readonly expired: readonly string[];
  };
  /** Which part of a run this is, where it is one. */
  readonly shard?: {
    /** From 1 to `of`. */
    readonly index: number;
    readonly of: number;
    /** The lines of the whole run in its order, `loss/dtype` and `loss@form/dtype`. */
    readonly lines: readonly string[];
  };
  /** Where it was asked again within a budget of time: this is the last of so many runs, each with the seed that follows. */
  readonly budget?: {
    readonly firstSeed: number;
    readonly runs: number;
    /** Cases and milliseconds of all of them. */
    readonly evaluated: number;
    readonly totalMs: number;
  };
  /** What follows `lossproof replay TOKEN` so that it asks the same implementation: ` -- python3 adapter.py`. */
  readonly replayWith?: string;
  /** Where the implementation ran what it was asked, if it can tell. */
  readonly placement?: Placement;
  /**
   * Milliseconds from start to end, those in which the implementations, together, were at work, and how many workers
   * and implementations there were; each worker had one of its own where that is not said.
   */
  readonly timing: {
    readonly totalMs: number;
    readonly implementationMs: number;
    readonly workers: number;
    readonly implementations?: number;
  };
}

/** Verdicts that fail a run; what was not run was required. */
export const failing: ReadonlySet<Verdict['verdict']> = new Set([
  'fail',
  'other_convention',
  'unexpected_pass',
  'not_run',
]);

/** The exit code of a finished run: 0 conformant and complete, 1 failures of any kind, 4 incomplete, 130 interrupted. */
export function exitCode(report: RunReport): 0 | 1 | 4 | 130 {
  if (report.status === 'interrupted') return 130;
  const broken =
    report.tests.some((t) => failing.has(t.verdict.verdict)) ||
    report.losses.some((l) => l.uncovered.length > 0) ||
    report.expectations.unmatched.length > 0 ||
    report.expectations.expired.length > 0;
  if (broken) return 1;
  return report.status === 'incomplete' ? 4 : 0;
}
