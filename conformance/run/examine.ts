import type { Dtype } from '../../reference/tensor/format.ts';
import type { Condition, LawArguments, LawId } from '../../spec/language/law.ts';
import type { Allowance } from '../acceptance/permitted-error.ts';
import type { Case } from '../case.ts';
import { caseId } from '../case.ts';
import { conditionHolds } from '../properties/condition.ts';
import { drawFrom } from '../properties/draw.ts';
import { properties } from '../properties/index.ts';
import type { Plan, Property, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import type { Answers, Subject } from './answers.ts';
import type { BaseFinding } from './fold.ts';
import type { Judge } from './judge.ts';

/** One law of the subject, as its spec states it. */
export interface StatedLaw {
  readonly law: LawId;
  readonly instances: readonly {
    readonly args: LawArguments[LawId];
    readonly when?: Condition;
  }[];
}

/** The laws of the loss; of a form that has the value alone, or gradients alone, those that are about what it has. */
export const statedLaws = ({ spec, form, support }: Pick<Subject, 'spec' | 'form' | 'support'>): StatedLaw[] =>
  (Object.keys(spec.laws) as LawId[]).flatMap((law) => {
    const cell = spec.laws[law];
    if (cell.kind !== 'holds') return [];
    if (form && !(onGradients.has(law) ? support.wants.some(isGradient) : support.wants.includes('value'))) return [];
    if (form && law === 'self_consistent' && !support.wants.includes('value')) return [];
    return [{ law, instances: cell.instances }];
  });
const isGradient = (want: string): boolean => want !== 'value';

/** Laws that are about gradients only. */
const onGradients: ReadonlySet<LawId> = new Set([
  'gradient',
  'self_consistent',
  'gradient_finite',
  'cotangent_linear',
  'gradient_sum',
]);

/** What a law is examined with: where its contexts, answers and permitted errors come from. */
export interface Examiner {
  readonly subject: Subject;
  readonly dtype: Dtype;
  readonly answers: Answers;
  readonly judge: Judge;
  readonly context: Omit<PropertyContext, 'draw' | 'spec' | 'round'>;
}

/** One question of a law: a base, and the cases that it makes of it. */
interface Planned {
  readonly base: Case;
  readonly instance: number;
  readonly round?: number;
  readonly plan: Plan;
}

/** What a law is going to ask: of these bases at most `limit`, of those that it says something about, for each instance. */
export function planLaw(examiner: Examiner, stated: StatedLaw, bases: readonly Case[], limit: number): Planned[] {
  return stated.instances.flatMap((_, instance) => plans(examiner, stated, instance, bases, limit));
}

/** The cases of these plans that may be answered before the law is examined, and together with those of other laws. */
export const casesAhead = ({ law }: StatedLaw, planned: readonly Planned[]): Case[] =>
  properties[law].afresh ? [] : planned.flatMap(({ plan }) => plan.cases);

/**
 * Examines one law as it was planned; every question that is still open goes to the implementation in one batch. Of a
 * law that there is a case, nothing is judged after the first that is one.
 */
export async function examinePlanned(
  examiner: Examiner,
  stated: StatedLaw,
  planned: readonly Planned[],
): Promise<BaseFinding[]> {
  const property = properties[stated.law];
  const evaluations = property.afresh
    ? await evaluateAfresh(examiner, planned)
    : await evaluateTogether(examiner, planned);
  const kept = new Set<number>();
  return planned.flatMap(({ base, instance, round, plan }, i): BaseFinding[] => {
    if (kept.has(instance)) return [];
    const finding = findingOf(property, plan, evaluations[i]!);
    if (property.existential && finding.verdict === 'pass') kept.add(instance);
    return [{ base, instance, ...(round === undefined ? {} : { round }), finding }];
  });
}

/** Plans and examines one law. */
export const examine = async (
  examiner: Examiner,
  stated: StatedLaw,
  bases: readonly Case[],
  limit: number,
): Promise<BaseFinding[]> => await examinePlanned(examiner, stated, planLaw(examiner, stated, bases, limit));

/** A case and its outcome, with as much of what is permitted as one likes. */
type Looks = ReturnType<Judge['looks']>;

/**
 * The finding of a law, which is broken only if it is with all that is permitted. That is dear, so that less is tried
 * first; but a law that there is a case is not to be fulfilled by rounding that was overlooked.
 */
function findingOf(property: Pick<Property, 'existential'>, plan: Plan, looks: readonly Looks[]): Finding {
  const judged = (allowance: Allowance): Finding => plan.judge(looks.map((look) => look(allowance)));
  if (!property.existential) {
    const finding = judged('least');
    if (finding.verdict !== 'fail') return finding;
  }
  const finding = judged('whole');
  const hasGradients = plan.cases.some((c) => c.wants.some((want) => want !== 'value'));
  return finding.verdict === 'fail' && hasGradients ? judged('any') : finding;
}

/** Examines one law instance on one base; undefined where it says nothing about it. */
export async function examineOne(
  examiner: Examiner,
  stated: StatedLaw,
  { base, instance, round }: { readonly base: Case; readonly instance: number; readonly round?: number },
): Promise<Finding | undefined> {
  const plan = planOf(examiner, stated, instance, base, round);
  if (!plan) return undefined;
  const one = [{ base, instance, plan }];
  const property = properties[stated.law];
  const [evaluations] = property.afresh ? await evaluateAfresh(examiner, one) : await evaluateTogether(examiner, one);
  return findingOf(property, plan, evaluations!);
}

function plans(
  examiner: Examiner,
  stated: StatedLaw,
  instance: number,
  bases: readonly Case[],
  limit: number,
): Planned[] {
  const property = properties[stated.law] as Property;
  if (property.rounds) {
    const base = bases[0];
    if (!base) return [];
    return Array.from({ length: property.rounds(examiner.subject.spec) }, (_, round) => round).flatMap((round) => {
      const plan = planOf(examiner, stated, instance, base, round);
      return plan ? [{ base, instance, round, plan }] : [];
    });
  }
  const found: Planned[] = [];
  for (const base of bases) {
    if (found.length >= limit) break;
    const plan = planOf(examiner, stated, instance, base);
    if (plan) found.push({ base, instance, plan });
  }
  return found;
}

function planOf(
  examiner: Examiner,
  { law, instances }: StatedLaw,
  instance: number,
  base: Case,
  round?: number,
): Plan | undefined {
  const { args, when } = instances[instance]!;
  const property = properties[law] as Property;
  if (!property.rounds && !conditionHolds(when, base)) return undefined;
  return property.plan(withinSlice(base, when), args as LawArguments[LawId], {
    ...examiner.context,
    spec: examiner.subject.spec,
    draw: drawFrom(`${caseId(base)} ${law} ${instance} ${round ?? ''}`),
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

async function evaluateTogether(
  { answers, subject, judge }: Examiner,
  planned: readonly { readonly plan: Plan }[],
): Promise<Looks[][]> {
  const outcomes = await answers.to(
    planned.flatMap(({ plan }) => plan.cases),
    subject,
  );
  let at = 0;
  return planned.map(({ plan }) => plan.cases.map((c) => judge.looks(c, outcomes[at++]!)));
}

/** The first case of each plan in one batch, all the others in another one, in reverse order. */
async function evaluateAfresh(
  { answers, subject, judge }: Examiner,
  planned: readonly { readonly plan: Plan }[],
): Promise<Looks[][]> {
  const firsts = await answers.afresh(
    planned.map(({ plan }) => plan.cases[0]!),
    subject,
  );
  const rest = planned.flatMap(({ plan }, i) => plan.cases.slice(1).map((c) => ({ i, c }))).reverse();
  const others = await answers.afresh(
    rest.map(({ c }) => c),
    subject,
  );
  const evaluations = planned.map(({ plan }, i) => [judge.looks(plan.cases[0]!, firsts[i]!)]);
  rest.forEach(({ i, c }, k) => {
    // `rest` is reversed, so each plan's later cases come first.
    evaluations[i]!.splice(1, 0, judge.looks(c, others[k]!));
  });
  return evaluations;
}
