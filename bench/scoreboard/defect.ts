import { caseOf } from '../../conformance/arbitraries/case-of.ts';
import { type Case, caseFromJson, type Want } from '../../conformance/case.ts';
import { type Replay, writeToken } from '../../conformance/run/token.ts';
import { exact } from '../../reference/exact/exact.ts';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { LawId } from '../../spec/language/law.ts';
import type { Sample } from '../../spec/language/sample.ts';
import { specs } from '../../spec/losses/index.ts';
import type { BoardRun, Claim } from './board.ts';

/** A claim with everything that shows it. */
export interface Defect {
  readonly claim: Claim;
  readonly run: BoardRun;
  readonly replay: Replay;
  readonly token: string;
  readonly case: Case;
  /** The exact answer, by the oracle: all digits that are proven. */
  readonly exact: string;
}

/** A defect with the key under which all pages know it. */
export interface Keyed extends Defect {
  readonly key: string;
}

/**
 * Looks a claim up: its case, and the exact answer to it. Throws an Error where there is no such run, no such pinned
 * expectation of a wrong or imprecise answer, or where it accuses a composition.
 */
export function defectOf(claim: Claim, runs: readonly BoardRun[]): Defect {
  const run = runs.find(({ name }) => name === claim.run);
  const entry = run?.expectations.find(({ id, pin }) => id === claim.expectation && pin);
  if (!run || !entry?.pin) throw new Error(`there is no pinned expectation ${claim.expectation} of ${claim.run}`);
  if (entry.kind !== 'wrong' && entry.kind !== 'imprecise')
    throw new Error(`${claim.expectation} of ${claim.run} is of the kind ${entry.kind}, which is no defect`);
  const [name, law, dtype] = claim.expectation.split('/') as [string, LawId, Dtype];
  if (run.summary.losses.find(({ loss }) => loss === name)?.origin !== 'library')
    throw new Error(`${name} of ${claim.run} is composed by the adapter, which accuses nobody`);
  const [loss, form] = name.split('@') as [string, string | undefined];
  const want = claim.output as Want;
  const base: Case = claim.sample
    ? caseOf(specs[loss]!, claim.sample as Sample, dtype, [want])
    : { ...caseFromJson(entry.pin.case), wants: [want] };
  // What the law is may not be asked of this case; the definition, and the gradient, are of every one.
  const asked = claim.sample ? (want === 'value' ? 'definition' : 'gradient') : law;
  const replay: Replay = { law: asked, instance: 0, base, ...(form ? { form } : {}) };
  return { claim, run, replay, token: writeToken(replay), case: base, exact: claim.exact ?? exactOf(base, claim) };
}

function exactOf({ loss, operands, params, reduction, cotangent, wants }: Case, claim: Claim): string {
  const { outputs } = exact(specs[loss]!, { operands, params, reduction, cotangent, wants });
  const value = outputs[wants[0]!]?.values[claim.index];
  if (value === undefined) throw new Error(`${claim.output} of ${claim.expectation} has no number ${claim.index}`);
  return value;
}
