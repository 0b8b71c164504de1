import { type Case, caseFromJson } from '../../conformance/case.ts';
import type { DeviationKind } from '../../conformance/run/expectations.ts';
import { type Replay, writeToken } from '../../conformance/run/token.ts';
import { exact } from '../../reference/exact/exact.ts';
import type { ExactWant } from '../../reference/exact/exact-outputs.ts';
import type { LawId } from '../../spec/language/law.ts';
import { specs } from '../../spec/losses/index.ts';
import type { BoardRun, Claim } from './board.ts';

/** A claim with everything that shows it. */
export interface Defect {
  readonly claim: Claim;
  readonly run: BoardRun;
  readonly kind: DeviationKind;
  readonly replay: Replay;
  readonly token: string;
  readonly case: Case;
  /** The exact answer, by the oracle: all digits that are proven. */
  readonly exact: string;
}

/**
 * Looks a claim up: the pinned case of its expectation, and the exact answer to it. Throws an Error where the claim has
 * no run, no expectation, no pinned case, or where it is not one of a defect.
 */
export function defectOf(claim: Claim, runs: readonly BoardRun[]): Defect {
  const run = runs.find(({ name }) => name === claim.run);
  const entry = run?.expectations.find(({ id, pin }) => id === claim.expectation && pin);
  if (!run || !entry?.pin) throw new Error(`there is no pinned expectation ${claim.expectation} of ${claim.run}`);
  if (entry.kind !== 'wrong' && entry.kind !== 'imprecise')
    throw new Error(`${claim.expectation} of ${claim.run} is of the kind ${entry.kind}, which is no defect`);
  const [name, law] = claim.expectation.split('/') as [string, string];
  const form = name.split('@')[1];
  const base = caseFromJson(entry.pin.case);
  const replay: Replay = { law: (claim.law ?? law) as LawId, instance: 0, base, ...(form ? { form } : {}) };
  const { operands, params, reduction, cotangent } = base;
  const want = claim.output as ExactWant;
  const found = exact(specs[base.loss]!, { operands, params, reduction, cotangent, wants: [want] });
  const value = found.outputs[want]?.values[claim.index];
  if (value === undefined) throw new Error(`${claim.output}[${claim.index}] is no number of ${claim.expectation}`);
  return { claim, run, kind: entry.kind, replay, token: writeToken(replay), case: base, exact: value };
}
