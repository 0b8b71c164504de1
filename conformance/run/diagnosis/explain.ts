import { plainDeclaration } from '../../acceptance/declaration.ts';
import type { Case } from '../../case.ts';
import { isFiniteAndValid } from '../../properties/support/define-property.ts';
import { Judge, type JudgeOptions } from '../judge.ts';
import type { LossTask } from '../run-loss.ts';
import type { Candidate } from './candidate.ts';
import { conventions } from './conventions.ts';
import { type Answered, constantRatio, diagnose, parted } from './diagnose.ts';
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
  const outcomes = await answers.to(cases, subject);
  const answered = cases.flatMap((c, i): Answered[] => {
    const outcome = outcomes[i]!;
    return outcome.status === 'value' && isFiniteAndValid(c, subject.spec) ? [{ case: c, outcome }] : [];
  });
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
  const found = diagnose(told, judge, [
    ...conventions(subject.spec, cases, judge),
    ...mistakes(mutants, subject.spec.id, judging, judge),
  ]);
  const [first] = found;
  if (first?.convention) return { convention: { says: first.says, ...first.convention } };
  if (first) return { diagnosis: [...new Set(found.map(({ says }) => says))].slice(0, most).join('; or ') };
  const ratio = constantRatio(told, judge);
  return { diagnosis: ratio ?? 'no known mistake and no other convention explains all of the answers' };
}
