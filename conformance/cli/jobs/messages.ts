import type { Case } from '../../case.ts';
import type { Description } from '../../implementation.ts';
import type { Outcome } from '../../outcome.ts';
import type { TestResult } from '../../run/run-report.ts';
import type { Part } from '../../run/worker.ts';
import type { RunWords } from '../run.ts';

/** What a run was asked for on the command line: from it every process makes the same plan. */
export interface Request {
  readonly name: string | undefined;
  readonly command: readonly string[] | undefined;
  readonly words: RunWords;
  /** What the run's own implementation said of itself, where a job asks that one and has none of its own. */
  readonly shared?: Description;
}

/** What a job wants to know of the run's implementation. */
export interface Question {
  readonly cases: readonly Case[];
  readonly form: string | undefined;
}

/** What the implementation said, the milliseconds it took, and why it answers no longer, where it does not. */
export interface Answer {
  readonly outcomes: Outcome[];
  readonly ms: number;
  readonly incomplete: string | undefined;
}

/** From the run to a job. */
export type ToJob =
  | { readonly op: 'open'; readonly request: Request }
  | { readonly op: 'run'; readonly item: number }
  | { readonly op: 'answer'; readonly answer: Answer }
  | { readonly op: 'unanswered'; readonly name: string; readonly message: string };

/**
 * From a job to the run; `failed` is a mistake in the suite or an implementation that did not start. A job asks one
 * question at a time.
 */
export type FromJob =
  | { readonly op: 'ready' }
  | { readonly op: 'question'; readonly question: Question }
  | { readonly op: 'test'; readonly test: TestResult }
  | { readonly op: 'done'; readonly part: Part }
  | { readonly op: 'failed'; readonly name: string; readonly message: string };
