import type { Case, Want } from '../../case.ts';
import type { Evidence, Finding } from '../../verdict.ts';
import { type Estimate, minus, saysNothing } from './estimate.ts';

/** One thing that a law asks of two estimates. */
export interface Comparison {
  readonly got: Estimate;
  readonly asked: 'equal' | 'at most' | 'at least';
  readonly of: Estimate;
  readonly output: Want;
  readonly index: number;
}

/**
 * The finding of all comparisons: the worst broken one, `pass` where at least one says something, else `vacuous`.
 * `law` completes the sentence "value[0] is 3, but must be 2: ...". Estimates whose slack is infinite, or in the regime
 * `ordinary` larger than the numbers themselves and 1, say nothing.
 */
export function conclude(comparisons: Iterable<Comparison>, about: Case, law: string): Finding {
  let worst: { readonly ratio: number; readonly comparison: Comparison; readonly bound: number } | undefined;
  for (const comparison of comparisons) {
    const { got, asked, of } = comparison;
    const gap = asked === 'at most' ? minus(got, of) : asked === 'at least' ? minus(of, got) : minus(got, of);
    // Two NaNs agree, and so do equal infinities; that they are wrong is for the definition to say.
    const agree = Object.is(got.value, of.value) && !Number.isFinite(got.value);
    if (agree || saysNothing(got) || saysNothing(of) || saysNothing(gap)) continue;
    const size = Math.max(Math.abs(of.value), 1);
    if (about.regime === 'ordinary' && gap.radius > size) continue;
    const excess = asked === 'equal' ? Math.abs(gap.value) : Math.max(gap.value, 0);
    const ratio = Number.isFinite(excess) ? quotient(excess, gap.radius) : Infinity;
    if (!worst || ratio > worst.ratio) worst = { ratio, comparison, bound: gap.radius };
  }
  if (!worst) return { verdict: 'vacuous', why: 'no comparison had a finite permitted error' };
  if (worst.ratio <= 1) return { verdict: 'pass', ratio: worst.ratio };
  return { verdict: 'fail', evidence: evidenceOf(worst, about, law) };
}

const quotient = (excess: number, bound: number): number => (excess === 0 ? 0 : excess / bound);

function evidenceOf(
  { comparison, bound, ratio }: { readonly comparison: Comparison; readonly bound: number; readonly ratio: number },
  about: Case,
  law: string,
): Evidence {
  const { got, asked, of, output, index } = comparison;
  const finite = Number.isFinite(got.value) && Number.isFinite(of.value);
  const must = asked === 'equal' ? '' : `${asked} `;
  // NaN is no bound: there the other answers are at fault.
  const found = Number.isNaN(of.value)
    ? 'but other answers make NaN of what it is compared with'
    : `but must be ${must}${of.value} (within ${bound})`;
  return {
    class: finite ? (output === 'value' ? 'value' : 'gradient') : 'non_finite',
    case: about,
    message: `${output}[${index}] is ${got.value}, ${found}: ${law}`,
    output,
    index,
    got: got.value,
    expected: of.value,
    bound,
    ratio,
  };
}

/** Element by element, the same relation. */
export function* each(
  got: readonly Estimate[],
  asked: Comparison['asked'],
  of: readonly Estimate[],
  output: Want = 'value',
): Generator<Comparison> {
  for (let index = 0; index < got.length; index++) {
    yield { got: got[index]!, asked, of: of[index]!, output, index };
  }
}
