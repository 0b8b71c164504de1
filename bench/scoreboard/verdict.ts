import type { DeviationKind } from '../../conformance/run/expectations.ts';
import type { BoardRun } from './board.ts';
import type { RunSummary } from './run-summary.ts';

export type LossSummary = RunSummary['losses'][number];

/** The worst first: what a loss is called that has several. */
export const severity = ['wrong', 'imprecise', 'edge', 'convention'] as const satisfies readonly DeviationKind[];
export type BoardVerdict = 'conforms' | DeviationKind;

/** What the board says of a loss in one run. Throws where it deviates for a reason that the expectations do not have. */
export function verdictOf({ deviations, unexplained }: LossSummary, run: BoardRun): BoardVerdict {
  const kinds = Object.keys(deviations).map((reason) => kindOf(reason, run));
  if (unexplained.length > 0) return 'wrong';
  return severity.find((kind) => kinds.includes(kind)) ?? 'conforms';
}

/** Of what kind the deviation is that has this reason. Throws where the expectations of the run do not say. */
export function kindOf(reason: string, { name, expectations }: BoardRun): DeviationKind {
  const entry = expectations.find((e) => `${e.reason} (${e.issue})` === reason);
  if (!entry?.kind) throw new Error(`the expectations of ${name} do not say of what kind this is: ${reason}`);
  return entry.kind;
}
