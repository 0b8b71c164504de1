import { references } from '../acceptance/references.ts';
import type { Description, Implementation, Placement } from '../implementation.ts';
import { Answers } from './answers.ts';
import { formulaContext } from './formula-context.ts';
import type { Plan } from './plan.ts';
import { type LossRun, runLoss } from './run-loss.ts';
import type { RunOptions } from './run-options.ts';
import type { TestResult } from './run-report.ts';

/** The results of one item of a plan, and what they took. */
export interface Part extends LossRun {
  /** Milliseconds altogether, and those spent waiting for the implementation. */
  readonly totalMs: number;
  readonly implementationMs: number;
  /** Where the implementation ran everything that this worker has asked so far. */
  readonly placement?: Placement;
  /** Why the implementation answers no longer, where it does not. */
  readonly incomplete?: string;
}

/** Does items of a plan, one at a time. Throws Interrupted where the user ended the run. */
export interface Worker {
  run(item: number, onTest: (test: TestResult) => void): Promise<Part>;
}

/** Those who do a run together. */
export interface Crew {
  readonly workers: readonly Worker[];
  /** How many implementations they ask: each one of its own, or all the same. */
  readonly implementations: number;
}

/** Does them in this process. */
export function localWorker(
  implementation: Implementation,
  description: Description,
  plan: Plan,
  options: RunOptions,
): Worker {
  const answers = new Answers(implementation, options);
  return {
    async run(item, onTest) {
      const { subject, dtype, laws } = plan.items[item]!;
      const [from, waited] = [performance.now(), answers.waited];
      const result = await runLoss({
        subject,
        dtype,
        laws,
        answers,
        description,
        options,
        referenceOf: (id) => options.references?.[id] ?? references[id],
        context: formulaContext(subject.specOf, description),
        onTest,
      });
      answers.forget();
      const placement = implementation.placement?.();
      const { incomplete } = implementation;
      return {
        ...result,
        totalMs: performance.now() - from,
        implementationMs: answers.waited - waited,
        ...(placement ? { placement } : {}),
        ...(incomplete === undefined ? {} : { incomplete }),
      };
    },
  };
}
