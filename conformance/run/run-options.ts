import type { Dtype } from '../../reference/tensor/format.ts';
import type { Dialect } from '../../spec/language/dialect.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { LossReference } from '../acceptance/references.ts';
import type { CaseJson } from '../case.ts';
import type { Expectation } from './expectations.ts';
import type { Questioned } from './questioned.ts';
import type { TestResult } from './run-report.ts';

/** How much a run asks: base cases per loss and dtype, and bases per law beside the definition. */
export const profiles = {
  smoke: { cases: 60, basesPerLaw: 6 },
  standard: { cases: 200, basesPerLaw: 16 },
  deep: { cases: 2000, basesPerLaw: 100 },
} as const;
export type Profile = keyof typeof profiles;

export interface RunOptions {
  readonly specs: readonly LossSpec[];
  readonly profile: Profile;
  /** Base cases per loss and dtype, where the profile's number is not wanted. */
  readonly cases?: number;
  readonly seed: number;
  readonly dtypes: readonly Dtype[];
  /** Globs over test ids `loss/law/dtype`. */
  readonly select?: string;
  readonly skip?: string;
  /** Tests that must not be unsupported. */
  readonly require?: string;
  /** Accept the strict algorithm only. */
  readonly strict: boolean;
  readonly dialect?: Dialect;
  readonly expectations: readonly Expectation[];
  /** Cases that once showed a mistake, tried first. */
  readonly counterexamples?: readonly CaseJson[];
  /** References of losses that are not the suite's own. */
  readonly references?: Readonly<Record<string, LossReference>>;
  /** Which part of the losses, of how many parts; all of them where left out. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** Ask for the curve of each loss, too. */
  readonly curves?: boolean;
  /** Called after each test, for progress. */
  readonly onTest?: (result: TestResult, done: number, total: number) => void;
  /** Called before each question to the implementation, for progress. */
  readonly onQuestion?: (question: Questioned) => void;
  /** Asked between batches; true ends the run as interrupted. */
  readonly interrupted?: () => boolean;
}
