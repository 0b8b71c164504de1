import type { Case } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';
import type { Judge } from '../judge.ts';
import type { Candidate } from './candidate.ts';
import { type Answered, accepts, radiiOf, type WrongNumber, wrongNumbers } from './diagnose.ts';

/** So many cases decide about one candidate. */
const enough = 20;
/** A number that is off by so many times what is permitted is no matter of rounding, whatever the order of summation. */
const gross = 4;
/** Where rounding may do anything, a number still has to be off like the candidate's, to this part of its deviation. */
const alike = 0.05;
/** What of these numbers may be right all the same, and has to be wrong in the same way: rounding is luck, here and there. */
const mostRight = 1 / 4;
const leastForetold = 1 / 2;

/**
 * Those candidates that also foretell how the implementation is wrong. A candidate may accept what an implementation
 * answers because it permits much: where it overflows, or cancels, it permits anything. So each is run, in the arithmetic
 * of the dtype, on further cases. Where it is far off, the implementation may answer nothing that the candidate does not
 * permit, and its numbers have to be wrong in the same way.
 */
export async function borneOut(
  candidates: readonly Candidate[],
  judge: Judge,
  further: readonly Case[],
  ask: (cases: readonly Case[]) => Promise<readonly Outcome[]>,
): Promise<Candidate[]> {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const telling = answersOf(further, await candidate.answers(further))
      .map((own) => ({ own, far: wrongNumbers(own, judge).filter(isFarOff) }))
      .filter(({ far }) => far.length > 0)
      .slice(0, enough);
    const asked = telling.map(({ own }) => own.case);
    const answered = answersOf(asked, await ask(asked));
    if (!answered.every((a) => accepts(candidate, a))) continue;
    const seen = answered.flatMap((a) => {
      const { far } = telling.find(({ own }) => own.case === a.case)!;
      const radii = radiiOf(candidate, a.case, far);
      return far.map((number) => likeness(number, a, radii.get(number.want)!));
    });
    const count = (of: Likeness): number => seen.filter((x) => x === of).length;
    if (count('right') <= mostRight * seen.length && count('foretold') >= leastForetold * seen.length) {
      kept.push(candidate);
    }
  }
  return kept;
}

const isFarOff = ({ got, right, radius }: WrongNumber): boolean =>
  Number.isFinite(got) && Number.isFinite(right) ? Math.abs(got - right) > gross * radius : radius < Infinity;

type Likeness = 'right' | 'foretold' | 'otherwise wrong';
/** What a number is where a candidate, which makes `own` of it and permits so much, is far off. */
function likeness(
  { want, index, got: own, right, radius }: WrongNumber,
  { outcome }: Answered,
  permitted: Float64Array,
): Likeness {
  const got = outcome.outputs[want]!.data[index]!;
  if (Math.abs(got - right) <= radius) return 'right';
  const isForetold =
    permitted[index]! < Infinity ||
    (Number.isFinite(own) && Number.isFinite(got)
      ? Math.abs(got - own) <= alike * Math.abs(own - right)
      : Number.isFinite(own) === Number.isFinite(got));
  return isForetold ? 'foretold' : 'otherwise wrong';
}

/** The cases that were answered with numbers. */
export function answersOf(cases: readonly Case[], outcomes: readonly Outcome[]): Answered[] {
  return cases.flatMap((c, i): Answered[] => {
    const outcome = outcomes[i]!;
    return outcome.status === 'value' ? [{ case: c, outcome }] : [];
  });
}
