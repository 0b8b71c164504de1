import { plainDeclaration } from '../../acceptance/declaration.ts';
import type { Case } from '../../case.ts';
import { isFiniteAndValid } from '../../properties/support/define-property.ts';
import { constraintOf, drawBases } from '../draw-bases.ts';
import { Judge, type JudgeOptions } from '../judge.ts';
import type { LossTask } from '../run-loss.ts';
import { answersOf, borneOut } from './bear-out.ts';
import type { Candidate } from './candidate.ts';
import { conventions } from './conventions.ts';
import { constantRatio, diagnose, parted } from './diagnose.ts';
import { mistakes } from './mistakes.ts';

/** What explains all answers to some cases: another convention, or words about known mistakes. */
export interface Explanation {
  readonly convention?: { readonly says: string } & NonNullable<Candidate['convention']>;
  readonly diagnosis?: string;
}

/** So many explanations that fit equally well are named. */
const most = 3;

/**
 * Looks for what explains every answer of an implementation to these cases, where some of them are wrong. What it makes
 * of NaN and infinities is left aside: edges differ more than formulas do.
 */
export async function explanationOf(task: LossTask, cases: readonly Case[]): Promise<Explanation> {
  const { subject, dtype, answers, description, options, referenceOf } = task;
  const plain = cases.filter((c) => isFiniteAndValid(c, subject.spec));
  const ask = (asked: readonly Case[]) => answers.to(asked, subject);
  const answered = answersOf(plain, await ask(plain));
  const judging: JudgeOptions = {
    declaration: description.arithmetic[dtype] ?? plainDeclaration(dtype),
    specOf: subject.specOf,
    referenceOf,
    strict: options.strict,
  };
  const judge = new Judge(judging);
  const told = parted(answered, judge);
  if (told.wrong.length === 0) return {};
  const { mutants } = await import('../../mutants/index.ts');
  const fitting = diagnose(told, judge, [
    ...conventions(subject.spec, cases, judging, judge),
    ...mistakes(mutants, subject.spec.id, judging, judge),
  ]);
  // What candidates answer is computed in the dtype: of an arithmetic that is wider it says little.
  const isPlain = judging.declaration.arithmetic === dtype;
  const found = isPlain && fitting.length > 0 ? await borneOut(fitting, judge, furtherCases(task), ask) : fitting;
  const [first] = found;
  if (first?.convention) return { convention: { says: first.says, ...first.convention } };
  if (first) return { diagnosis: [...new Set(found.map(({ says }) => says))].slice(0, most).join('; or ') };
  const ratio = constantRatio(told, judge);
  return { diagnosis: ratio ?? 'no known mistake and no other convention explains all of the answers' };
}

/** Others than those that were drawn, of the same kind. */
function furtherCases({ subject, dtype, options }: LossTask): Case[] {
  const { spec } = subject;
  return drawBases(spec, {
    dtype,
    seed: options.seed + 1,
    count: 120,
    isFloor: true,
    constraint: constraintOf(subject, options),
  }).filter((c) => isFiniteAndValid(c, spec));
}
