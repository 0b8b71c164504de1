import type { TestResult } from '../../run/run-report.ts';
import type { Part } from '../../run/worker.ts';
import type { RunWords } from '../run.ts';

/** What a run was asked for on the command line: from it every process makes the same plan. */
export interface Request {
  readonly name: string | undefined;
  readonly command: readonly string[] | undefined;
  readonly words: RunWords;
}

/** From the run to a job. */
export type ToJob = { readonly op: 'open'; readonly request: Request } | { readonly op: 'run'; readonly item: number };

/** From a job to the run; `failed` is a mistake in the suite or an implementation that did not start. */
export type FromJob =
  | { readonly op: 'ready' }
  | { readonly op: 'test'; readonly test: TestResult }
  | { readonly op: 'done'; readonly part: Part }
  | { readonly op: 'failed'; readonly name: string; readonly message: string };
