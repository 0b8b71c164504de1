import type { Implementation } from '../../implementation.ts';
import type { Outcome } from '../../outcome.ts';
import type { Question } from './questions.ts';

export interface Answered extends Question {
  readonly outcome: Outcome;
}

/** Puts questions, those about one form together, and gives them back answered, in their order. */
export async function ask(implementation: Implementation, questions: readonly Question[]): Promise<Answered[]> {
  const formOf = ({ key }: Question): string | undefined => key.split('@')[1];
  const outcomes = new Map<Question, Outcome>();
  for (const form of new Set(questions.map(formOf))) {
    const own = questions.filter((question) => formOf(question) === form);
    const cases = own.map((question) => question.case);
    for (const [i, outcome] of (await implementation.evaluate(cases, form)).entries()) outcomes.set(own[i]!, outcome);
  }
  return questions.map((question) => ({ ...question, outcome: outcomes.get(question)! }));
}
