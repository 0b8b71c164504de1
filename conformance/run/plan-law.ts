import type { Condition, LawArguments, LawId } from '../../spec/language/law.ts';
import { type Case, caseId } from '../case.ts';
import { conditionHolds } from '../properties/condition.ts';
import { drawFrom } from '../properties/draw.ts';
import { properties } from '../properties/index.ts';
import type { Plan, Property, PropertyContext } from '../property.ts';
import type { Subject } from './answers.ts';
import type { StatedLaw } from './stated-laws.ts';

/** What a law is planned with: where its contexts come from. */
export interface Planner {
  readonly subject: Pick<Subject, 'spec'>;
  readonly context: Omit<PropertyContext, 'draw' | 'spec' | 'round'>;
}

/** One question of a law: a base, and the cases that it makes of it. */
export interface Planned {
  readonly base: Case;
  readonly instance: number;
  readonly round?: number;
  readonly plan: Plan;
}

/** What a law is going to ask: of these bases at most `limit`, of those that it says something about, for each instance. */
export function planLaw(planner: Planner, stated: StatedLaw, bases: readonly Case[], limit: number): Planned[] {
  return stated.instances.flatMap((_, instance) => plans(planner, stated, instance, bases, limit));
}

/** The cases of these plans that may be answered before the law is examined, and together with those of other laws. */
export const casesAhead = ({ law }: StatedLaw, planned: readonly Planned[]): Case[] =>
  properties[law].afresh ? [] : planned.flatMap(({ plan }) => plan.cases);

function plans(
  planner: Planner,
  stated: StatedLaw,
  instance: number,
  bases: readonly Case[],
  limit: number,
): Planned[] {
  const property = properties[stated.law] as Property;
  if (property.rounds) {
    const base = bases[0];
    if (!base) return [];
    return Array.from({ length: property.rounds(planner.subject.spec) }, (_, round) => round).flatMap((round) => {
      const plan = planBase(planner, stated, instance, base, round);
      return plan ? [{ base, instance, round, plan }] : [];
    });
  }
  const found: Planned[] = [];
  for (const base of bases) {
    if (found.length >= limit) break;
    const plan = planBase(planner, stated, instance, base);
    if (plan) found.push({ base, instance, plan });
  }
  return found;
}

/** What a law asks of one base; undefined where it says nothing about it. */
export function planBase(
  planner: Planner,
  { law, instances }: StatedLaw,
  instance: number,
  base: Case,
  round?: number,
): Plan | undefined {
  const { args, when } = instances[instance]!;
  const property = properties[law] as Property;
  if (!property.rounds && !conditionHolds(when, base)) return undefined;
  return property.plan(withinSlice(base, when), args as LawArguments[LawId], {
    ...planner.context,
    spec: planner.subject.spec,
    draw: drawFrom(() => `${caseId(base)} ${law} ${instance} ${round ?? ''}`),
    ...(round === undefined ? {} : { round }),
  });
}

/**
 * A law that is stated for certain values of a parameter says nothing of the derivative that leaves them, so that
 * gradient is not asked for.
 */
function withinSlice(base: Case, when: Condition | undefined): Case {
  const pinned = Object.entries(when?.params ?? {}).flatMap(([name, v]) =>
    typeof v === 'number' ? [`gradient.${name}`] : [],
  );
  return pinned.length > 0 ? { ...base, wants: base.wants.filter((w) => !pinned.includes(w)) } : base;
}
