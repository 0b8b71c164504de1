import type { Implementation } from '../../implementation.ts';
import type { Outcome } from '../../outcome.ts';
import type { Question } from './questions.ts';

export interface Answered extends Question {
  readonly outcome: Outcome;
}

/**
 * Puts questions, those about one loss and form together as a run does, and gives them back answered, in their order. What
 * ends the process is laid to the loss that is asked about, so that no two are in one batch.
 */
export async function ask(implementation: Implementation, questions: readonly Question[]): Promise<Answered[]> {
  const outcomes = new Map<Question, Outcome>();
  for (const key of new Set(questions.map((question) => question.key))) {
    const own = questions.filter((question) => question.key === key);
    const form = key.split('@')[1];
    const cases = own.map((question) => question.case);
    for (const [i, outcome] of (await implementation.evaluate(cases, form)).entries()) outcomes.set(own[i]!, outcome);
  }
  return questions.map((question) => ({ ...question, outcome: outcomes.get(question)! }));
}
