import type { Board } from '../../bench/scoreboard/board.ts';
import { keysOf } from '../../bench/scoreboard/pages.ts';
import { type BoardVerdict, verdictOf } from '../../bench/scoreboard/verdict.ts';
import { groupBy } from '../../conformance/report/group-by.ts';

/** What the scoreboard says of one loss in one run. */
export interface Verdict {
  /** The name of the run, which is that of its page. */
  readonly run: string;
  readonly library: string;
  /** Without what it is built on. */
  readonly version: string;
  readonly form?: string;
  readonly origin: 'library' | 'composed';
  readonly verdict: BoardVerdict;
  /** The keys of the defects that the board claims of it. */
  readonly defects: readonly string[];
}

/** The verdicts of the board by loss. */
export function verdictsByLoss(board: Board): ReadonlyMap<string, readonly Verdict[]> {
  const keys = keysOf(board.claims);
  const verdicts = board.runs.flatMap((run) =>
    run.summary.losses.map((result) => {
      const [loss, form] = result.loss.split('@') as [string, string | undefined];
      const its: Verdict = {
        run: run.name,
        library: run.summary.library,
        version: run.summary.version.split('+')[0]!,
        ...(form ? { form } : {}),
        origin: result.origin,
        verdict: verdictOf(result, run),
        defects: [...keys].flatMap(([claim, key]) =>
          claim.run === run.name && claim.expectation.split('/')[0] === result.loss ? [key] : [],
        ),
      };
      return [loss, its] as const;
    }),
  );
  const grouped = groupBy(verdicts, ([loss]) => loss);
  return new Map([...grouped].map(([loss, of]) => [loss, of.map(([, verdict]) => verdict)]));
}
