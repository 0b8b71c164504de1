import { withRespectTo } from '../case.ts';
import type { Bound } from './bound.ts';
import { checkDirections, type DirectionRefusal } from './check-directions.ts';
import { checkElement, type ElementVerdict, isReference, isRefusal } from './check-element.ts';
import { boundsAtJumps } from './jumps.ts';
import type { Admissible, Allowance, Output, PermittedError } from './permitted-error.ts';

/** What an implementation returned, output by output, in C order. */
export type Got = Readonly<Partial<Record<Output, Float64Array>>>;

/** The number that decided: the first that is refused, else the one that is nearest to its bound. */
export interface Place {
  readonly output: Output;
  readonly index: number;
  readonly verdict: ElementVerdict;
  readonly got: number;
  readonly expected: number;
  readonly bound: number;
  readonly ratio: number;
}

/** The verdict on all outputs of one case. */
export interface Judgement {
  /** Whether nothing was refuted; a comparison in `unbounded` was not confirmed either, and must not count as a pass. */
  readonly accepted: boolean;
  /** The first grade and algorithm that explain every output. */
  readonly grade?: 'strict' | 'published';
  readonly algorithm?: string;
  /** The worst error as a fraction of the permitted one; undefined where every number was within half an ulp. */
  readonly ratio?: number;
  readonly worst?: Place;
  /** Set where every component is permitted, but not all together. */
  readonly direction?: DirectionRefusal;
  /** Outputs with numbers of which the balls say nothing. */
  readonly unbounded: readonly Output[];
  /** Outputs with a bound above max(|reference|, 1): it says little of ordinary numbers. */
  readonly loose: readonly Output[];
  /** Outputs with an infinity that is excused because a step on the way may overflow. */
  readonly overflowed: readonly Output[];
}

/**
 * Judges outputs against every admissible algorithm, the strict one first. An algorithm explains a case where it
 * explains all of its outputs; one that bounds them is preferred to one that says nothing of some. Throws a RangeError
 * where an output has not as many numbers as the reference. `alone`: the numbers are known to belong to gradients that
 * were accepted all together, and are only compared one by one.
 */
export function judge(got: Got, permitted: PermittedError, alone = false): Judgement {
  const outputs = Object.keys(got) as Output[];
  for (const output of outputs) {
    const [given, wanted] = [got[output]!.length, permitted.reference(output).length];
    if (given !== wanted) throw new RangeError(`${output} has ${given} numbers; the reference has ${wanted}`);
  }
  // No ball is computed for what is the reference to the last bit.
  const doubtful = outputs.filter((output) => {
    const reference = permitted.reference(output);
    return !got[output]!.every((x, i) => isReference(x, reference[i]!, permitted.storage));
  });
  const [first] = permitted.admissible as [Admissible];
  if (doubtful.length === 0) {
    return { accepted: true, grade: first.grade, algorithm: first.name, unbounded: [], loose: [], overflowed: [] };
  }
  const judgeEach = function* (allowance: Allowance): Generator<Judgement> {
    for (const admissible of permitted.admissible) {
      yield judgeAgainst(got, doubtful, permitted, admissible, allowance, alone);
    }
  };
  for (const attempt of judgeEach('least')) if (isSettled(attempt)) return attempt;
  const attempts: Judgement[] = [];
  for (const allowance of doubtful.some((output) => output !== 'value') ? full : full.slice(0, 1)) {
    for (const attempt of judgeEach(allowance)) {
      if (isSettled(attempt)) return attempt;
      attempts.push(attempt);
    }
    if (attempts.some((a) => a.accepted)) break;
  }
  const nearest = (a: Judgement, b: Judgement): Judgement => ((b.ratio ?? 0) < (a.ratio ?? 0) ? b : a);
  return attempts.find((a) => a.accepted) ?? attempts.reduce(nearest);
}

const isSettled = ({ accepted, unbounded }: Judgement): boolean => accepted && unbounded.length === 0;
/** What may refuse. The second one is dear. */
const full: readonly Allowance[] = ['whole', 'any'];

function judgeAgainst(
  got: Got,
  doubtful: readonly Output[],
  permitted: PermittedError,
  admissible: Admissible,
  allowance: Allowance,
  alone: boolean,
): Judgement {
  const found = doubtful.map((output) => judgeOutput(output, got[output]!, permitted, admissible, allowance));
  const refused = found.some((f) => f.refused);
  const direction = refused || alone ? undefined : refusedDirection(got, doubtful, permitted, admissible, allowance);
  const worst = found.flatMap(({ worst: place }) => place ?? []).reduce<Place | undefined>(worse, undefined);
  const accepted = !refused && !direction;
  const those = (property: 'unbounded' | 'loose' | 'overflowed'): Output[] =>
    doubtful.filter((_, i) => found[i]![property]);
  return {
    accepted,
    ...(accepted && { grade: admissible.grade, algorithm: admissible.name }),
    ratio: Math.max(worst?.ratio ?? 0, direction?.ratio ?? 0),
    ...(worst && { worst }),
    ...(direction && { direction }),
    unbounded: those('unbounded'),
    loose: those('loose'),
    overflowed: those('overflowed'),
  };
}

interface OutputCheck {
  readonly refused: boolean;
  readonly unbounded: boolean;
  readonly loose: boolean;
  readonly overflowed: boolean;
  readonly worst: Place | undefined;
}

function judgeOutput(
  output: Output,
  numbers: Float64Array,
  permitted: PermittedError,
  admissible: Admissible,
  allowance: Allowance,
): OutputCheck {
  const hull = compare(output, numbers, permitted.bound(admissible, output, allowance));
  if (output !== 'value' || hull.refused || permitted.undecided(admissible, 'value') === 0) return hull;
  const branches = boundsAtJumps(permitted, admissible)?.map((bound) => compare(output, numbers, bound));
  if (!branches) return hull;
  const nearest = (a: OutputCheck, b: OutputCheck): OutputCheck =>
    (b.worst?.ratio ?? 0) < (a.worst?.ratio ?? 0) ? b : a;
  return branches.find((b) => !b.refused) ?? branches.reduce(nearest);
}

function compare(output: Output, numbers: Float64Array, bound: Bound): OutputCheck {
  let worst: Place | undefined;
  let [refused, unbounded, loose, overflowed] = [false, false, false, false];
  numbers.forEach((x, index) => {
    const { verdict, ratio } = checkElement(x, bound, index);
    const [expected, radius] = [bound.center[index]!, bound.radius[index]!];
    refused ||= isRefusal(verdict);
    unbounded ||= verdict === 'unbounded';
    overflowed ||= verdict === 'overflow';
    const size = Math.max(Math.abs(bound.reference[index]!), 1);
    loose ||= verdict !== 'unbounded' && bound.rounding[index]! > size;
    worst = worse(worst, { output, index, verdict, got: x, expected, bound: radius, ratio });
  });
  return { refused, unbounded, loose, overflowed, worst };
}

/** A refusal before what is accepted, then the larger ratio, then the earlier one. */
function worse(a: Place | undefined, b: Place): Place {
  if (!a) return b;
  const [isWorse, wasRefused] = [isRefusal(b.verdict), isRefusal(a.verdict)];
  if (isWorse !== wasRefused) return isWorse ? b : a;
  return b.ratio > a.ratio ? b : a;
}

/** All gradients together, where one of them is in doubt and a kink was met. */
function refusedDirection(
  got: Got,
  doubtful: readonly Output[],
  permitted: PermittedError,
  admissible: Admissible,
  allowance: Allowance,
): DirectionRefusal | undefined {
  const inDoubt = doubtful.filter((output) => output !== 'value');
  if (!inDoubt.some((output) => permitted.undecided(admissible, output) > 0)) return undefined;
  const gradients = (Object.keys(got) as Output[]).filter((output) => output !== 'value');
  // Those of the reference belong together, as a test holds up, and what is a rounding from them adds up to what they do.
  if (gradients.every((output) => isRoundingOf(got[output]!, permitted.bound(admissible, output, allowance)))) {
    return undefined;
  }
  const named = gradients.map((output) => [withRespectTo(output), got[output]!]);
  return checkDirections(permitted, admissible, Object.fromEntries(named), allowance);
}

const isRoundingOf = (numbers: Float64Array, { reference, rounding }: Bound): boolean =>
  numbers.every((x, i) => x === reference[i] || Math.abs(x - reference[i]!) <= rounding[i]!);
