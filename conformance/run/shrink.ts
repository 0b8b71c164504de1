import type { Case } from '../case.ts';
import type { Evidence } from '../verdict.ts';
import { type Examiner, examineOne } from './examine.ts';
import type { Folded } from './fold.ts';
import type { StatedLaw } from './stated-laws.ts';

/** How many candidates one failure may cost. */
const budget = 400;

/**
 * The smallest case found on which the same law instance is broken in the same way: repeatedly the first simpler case
 * that still fails, until none does or the budget is spent. Laws that make their own cases stay as they are.
 */
export async function shrink(
  examiner: Examiner,
  stated: StatedLaw,
  failing: NonNullable<Folded['failing']>,
  simpler: (c: Case) => Iterable<Case>,
): Promise<{ readonly base: Case; readonly evidence: Evidence }> {
  let smallest = { base: failing.base, evidence: failing.finding.evidence };
  if (failing.round !== undefined) return smallest;
  let left = budget;
  for (let found = true; found && left > 0; ) {
    found = false;
    for (const candidate of simpler(smallest.base)) {
      if (left-- <= 0) break;
      const finding = await examineOne(examiner, stated, { base: candidate, instance: failing.instance });
      if (finding?.verdict !== 'fail' || finding.evidence.class !== smallest.evidence.class) continue;
      smallest = { base: candidate, evidence: finding.evidence };
      found = true;
      break;
    }
  }
  return smallest;
}
