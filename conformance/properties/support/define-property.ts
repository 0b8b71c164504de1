import type { LawArguments, LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Case } from '../../case.ts';
import { caseDefect } from '../../case-defect.ts';
import { hasFiniteOperands } from '../../finite-operands.ts';
import type { Evaluation, Plan, Property, PropertyContext } from '../../property.ts';
import type { Finding } from '../../verdict.ts';
import { unanswered } from './answers.ts';

interface Definition<L extends LawId> {
  readonly sentence: string;
  /**
   * Which bases the law is about: `finite` input in its domain (the default), `valid` input with NaN and infinities where
   * edges allow them, or `any`.
   */
  readonly bases?: 'finite' | 'valid' | 'any';
  /** Whether judge sees outcomes that are no values, too; else the first of them is the finding. */
  readonly seesAllOutcomes?: true;
  readonly existential?: true;
  readonly afresh?: true;
  rounds?(spec: LossSpec): number;
  plan(base: Case, args: LawArguments[L], context: PropertyContext): Plan | undefined;
}

/** Completes a law with what all have in common: which bases it is about, and what it makes of outcomes without value. */
export function defineProperty<L extends LawId>(law: L, definition: Definition<L>): Property<L> {
  const { bases = 'finite', seesAllOutcomes, plan, ...rest } = definition;
  return {
    law,
    ...rest,
    plan(base, args, context) {
      if (bases !== 'any' && !isAbout(bases, base, context.spec)) return undefined;
      const planned = plan(base, args, context);
      if (!planned || seesAllOutcomes) return planned;
      return {
        cases: planned.cases,
        judge: (evaluations) => withoutValue(evaluations) ?? planned.judge(evaluations),
      };
    },
  };
}

/** A plan whose cases have names. */
export function ask<K extends string>(
  cases: Readonly<Record<K, Case>>,
  judge: (evaluations: Readonly<Record<K, Evaluation>>) => Finding,
): Plan {
  const names = Object.keys(cases) as K[];
  return {
    cases: names.map((name) => cases[name]),
    judge: (evaluations) =>
      judge(Object.fromEntries(names.map((name, i) => [name, evaluations[i]!])) as Record<K, Evaluation>),
  };
}

/** Whether every number of the case is finite and in its domain. */
export function isFiniteAndValid(c: Case, spec: LossSpec): boolean {
  return hasFiniteOperands(c) && caseDefect(spec, c) === undefined;
}

function isAbout(bases: 'finite' | 'valid', base: Case, spec: LossSpec): boolean {
  if (bases === 'finite') return isFiniteAndValid(base, spec);
  return caseDefect(spec, base) === undefined;
}

/** What is to be said where one of these has no value; undefined where all have. */
export function withoutValue(evaluations: readonly Evaluation[]): Finding | undefined {
  for (const evaluation of evaluations) {
    const finding = unanswered(evaluation);
    if (!finding) continue;
    // Whether a refusal of a mean over nothing was right is for the definition to say.
    const mayRefuse = evaluation.case.reduction === 'mean' && evaluation.case.params.empty === 'throw';
    if (evaluation.outcome.status === 'rejected' && mayRefuse) {
      return { verdict: 'vacuous', why: 'the mean is over nothing, and was to be refused' };
    }
    return finding;
  }
  return undefined;
}
