import { dialects } from '../../../spec/dialects/index.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import type { Case } from '../../case.ts';
import type { Implementation } from '../../implementation.ts';
import { referenceImplementation } from '../../implementations/reference.ts';
import type { Judge, JudgeOptions } from '../judge.ts';
import type { Candidate } from './candidate.ts';

type Params = Readonly<Record<string, ParamValue>>;

/**
 * Other values of the loss's conventions than the cases have: one at a time, then all those of a library together. A
 * value that some of the cases have is no other convention: an implementation that always takes it ignores what it is asked.
 */
export function conventions(
  spec: LossSpec,
  cases: readonly Case[],
  { referenceOf }: Pick<JudgeOptions, 'referenceOf'>,
  judge: Judge,
): Candidate[] {
  const reference = referenceImplementation({
    losses: { specs: { [spec.id]: spec }, references: { [spec.id]: referenceOf(spec.id)! } },
  });
  const under = (params: Params): ReturnType<typeof answering> => answering(params, judge, reference);
  const used = new Map(
    Object.keys(spec.params).map((name) => [name, new Set<ParamValue>(cases.map((c) => c.params[name]!))]),
  );
  const single = Object.entries(spec.params).flatMap(([name, param]): Candidate[] => {
    if (!param.convention) return [];
    const values: readonly ParamValue[] =
      param.kind === 'choice'
        ? Object.keys(param.values)
        : param.kind === 'flag'
          ? [true, false]
          : param.kind === 'number'
            ? param.tries
            : (param.values ?? param.tries);
    return [...new Set([...values, param.default])].flatMap((value): Candidate[] => {
      const others = used.get(name)!;
      const set = { [name]: value };
      if (!others.has(value)) return [convention(set, dialectsWith(spec, set), under(set))];
      return others.size > 1
        ? [{ kind: 'mistake', says: `takes ${inWords(set)}, whatever is asked for`, ...under(set) }]
        : [];
    });
  });
  const ofLibraries = Object.values(dialects).flatMap(({ id, losses }): Candidate[] => {
    const params = Object.hasOwn(losses, spec.id) ? losses[spec.id]!.params : {};
    const changed = Object.entries(params).filter(([name, value]) => !used.get(name)?.has(value));
    if (changed.length === 0) return [];
    const like = dialectsWith(spec, params);
    // Libraries that agree are one candidate, with the names of all.
    return like[0] === id ? [convention(params, like, under(params))] : [];
  });
  return [...single, ...ofLibraries];
}

/** The dialects that have these values, and the default of everything else. */
function dialectsWith({ id, params }: LossSpec, set: Params): string[] {
  const own = Object.values(dialects).filter(({ losses }) => {
    const has = Object.hasOwn(losses, id) ? losses[id]!.params : undefined;
    const value = (name: string): ParamValue | undefined => has?.[name] ?? params[name]!.default;
    return (
      has && Object.keys(params).every((name) => value(name) === (name in set ? set[name] : params[name]!.default))
    );
  });
  return own.map((dialect) => dialect.id);
}

const inWords = (params: Params): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

function convention(params: Params, names: readonly string[], answers: ReturnType<typeof answering>): Candidate {
  const as = names.length === 0 ? '' : `, as --dialect ${names.join(' or ')} has it`;
  return {
    kind: 'convention',
    says: `${inWords(params)}${as}`,
    convention: { params, dialects: names },
    ...answers,
  };
}

/** What would be answered under these values, whatever is asked for. */
function answering(
  params: Params,
  judge: Judge,
  reference: Implementation,
): Pick<Candidate, 'accepts' | 'permitted' | 'answers'> {
  const other = (c: Case): Case => ({ ...c, params: { ...c.params, ...params } });
  return {
    accepts: (c, outcome) => judge.evaluation(other(c), outcome).accepted().verdict !== 'fail',
    permitted: (c, want) => judge.evaluation(other(c), { status: 'value', outputs: {} }).permitted(want),
    answers: (asked) => reference.evaluate(asked.map(other)),
  };
}
