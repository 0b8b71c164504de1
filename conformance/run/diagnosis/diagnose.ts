import type { Case, Want } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';
import type { Permitted } from '../../property.ts';
import type { Judge } from '../judge.ts';
import { median } from '../median.ts';
import type { Candidate } from './candidate.ts';

/** What was asked, and the numbers that came back. */
export interface Answered {
  readonly case: Case;
  readonly outcome: Extract<Outcome, { status: 'value' }>;
}

/** Answers by whether they are right. */
export interface Parted {
  readonly wrong: readonly Answered[];
  readonly right: readonly Answered[];
}
export function parted(answered: readonly Answered[], judge: Judge): Parted {
  const [wrong, right]: [Answered[], Answered[]] = [[], []];
  for (const a of answered) {
    const isRight = judge.evaluation(a.case, a.outcome).accepted().verdict !== 'fail';
    (isRight ? right : wrong).push(a);
  }
  return { wrong, right };
}

/** Permitted errors of right code are some times its actual ones, and so are those of code that is less accurate. */
const loosest = 32;

/**
 * Which candidates explain every answer, the right ones included: those that leave the least to chance first, and among
 * equals in the given order. Nothing where no answer is wrong. A candidate whose permitted error is much larger than the
 * deviation would cover anything, and explains nothing.
 */
export function diagnose(
  { wrong, right }: Parted,
  judge: Judge,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  if (wrong.length === 0) return [];
  return candidates
    .flatMap((candidate) => {
      // Most are refuted by the first wrong answer.
      if (![...wrong, ...right].every((a) => accepts(candidate, a))) return [];
      const looseness = median(wrong.flatMap((a) => loosenessOf(candidate, a, judge))) ?? Infinity;
      return looseness <= loosest ? [{ candidate, rank: Math.ceil(Math.log10(Math.max(looseness, 1e-12))) }] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate);
}

/**
 * Where every wrong number of an output is the same multiple of the right one: `value is 0.5 times what it must be`.
 */
export function constantRatio({ wrong }: Parted, judge: Judge): string | undefined {
  const outputs = [...new Set(wrong.flatMap(({ case: c }) => c.wants))];
  const found = outputs.flatMap((want) => {
    const ratios = wrong.flatMap((a) => (a.case.wants.includes(want) ? ratiosOf(a, want, judge) : []));
    const [first] = ratios;
    const same = first !== undefined && ratios.every((r) => Math.abs(r / first - 1) < 1e-3);
    return same && ratios.length > 2 && Math.abs(first - 1) > 1e-2 ? [{ want, ratio: first }] : [];
  });
  return found.length === 0
    ? undefined
    : found.map(({ want, ratio }) => `${want} is ${Number(ratio.toPrecision(4))} times what it must be`).join('; ');
}

/** A wrong formula may have no answer to a question at all. */
export function accepts(candidate: Candidate, { case: c, outcome }: Answered): boolean {
  try {
    return candidate.accepts(c, outcome);
  } catch {
    return false;
  }
}

/**
 * The least error that the candidate is permitted, as a fraction of how far the same number is from the right one;
 * nothing where each number could be right, and only all of them together are not.
 */
function loosenessOf(candidate: Candidate, answered: Answered, judge: Judge): number[] {
  const wrong = wrongNumbers(answered, judge);
  const radii = radiiOf(candidate, answered.case, wrong);
  const each = wrong.map(({ got, right, want, index }) => {
    const radius = radii.get(want)!;
    const deviation = Math.abs(got - right);
    return Number.isFinite(deviation) ? radius[index]! / deviation : 0;
  });
  return each.length === 0 ? [] : [each.reduce((a, b) => Math.min(a, b))];
}

/** What a candidate is permitted in the outputs of these numbers. */
export function radiiOf(candidate: Candidate, c: Case, numbers: readonly WrongNumber[]): Map<Want, Float64Array> {
  const wants = new Set(numbers.map(({ want }) => want));
  return new Map([...wants].map((want) => [want, candidate.permitted(c, want).radius]));
}

export interface WrongNumber {
  readonly want: Want;
  readonly index: number;
  readonly got: number;
  readonly right: number;
  /** How far it may be from the right one. */
  readonly radius: number;
}

export function wrongNumbers({ case: c, outcome }: Answered, judge: Judge): WrongNumber[] {
  const evaluation = judge.evaluation(c, outcome);
  return c.wants.flatMap((want) => {
    const permitted: Permitted = evaluation.permitted(want);
    const numbers = outcome.outputs[want]?.data ?? [];
    return Array.from(numbers).flatMap((got, index): WrongNumber[] => {
      const [right, radius] = [permitted.reference[index]!, permitted.radius[index]!];
      const isFine =
        Object.is(got, right) || Math.abs(got - right) <= radius || (want !== 'value' && Number.isNaN(right));
      return isFine ? [] : [{ want, index, got, right, radius }];
    });
  });
}

const ratiosOf = (answered: Answered, want: Want, judge: Judge): number[] =>
  wrongNumbers(answered, judge).flatMap((n) => {
    const ratio = n.got / n.right;
    return n.want === want && Number.isFinite(ratio) ? [ratio] : [];
  });
