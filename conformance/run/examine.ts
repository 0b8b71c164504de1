import type { Dtype } from '../../reference/tensor/format.ts';
import type { Allowance } from '../acceptance/permitted-error.ts';
import type { Case } from '../case.ts';
import { properties } from '../properties/index.ts';
import type { Plan, Property } from '../property.ts';
import type { Finding } from '../verdict.ts';
import type { Answers, Subject } from './answers.ts';
import type { BaseFinding } from './fold.ts';
import type { Judge } from './judge.ts';
import { type Planned, type Planner, planBase, planLaw } from './plan-law.ts';
import type { StatedLaw } from './stated-laws.ts';

/** What a law is examined with: where its contexts, answers and permitted errors come from. */
export interface Examiner extends Planner {
  readonly subject: Subject;
  readonly dtype: Dtype;
  readonly answers: Answers;
  readonly judge: Judge;
}

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
  const plan = planBase(examiner, stated, instance, base, round);
  if (!plan) return undefined;
  const one = [{ base, instance, plan }];
  const property = properties[stated.law];
  const [evaluations] = property.afresh ? await evaluateAfresh(examiner, one) : await evaluateTogether(examiner, one);
  return findingOf(property, plan, evaluations!);
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
