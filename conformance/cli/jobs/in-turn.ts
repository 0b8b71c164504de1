import type { Implementation } from '../../implementation.ts';
import type { Answer, Question } from './messages.ts';

/** One implementation for all jobs: it is asked one question after the other, and no answer takes another's time. */
export function inTurn(implementation: Implementation): (question: Question) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  const ask = async ({ cases, form }: Question): Promise<Answer> => {
    const from = performance.now();
    const outcomes = await implementation.evaluate(cases, form);
    const { incomplete } = implementation as { readonly incomplete?: string };
    return { outcomes, ms: performance.now() - from, incomplete };
  };
  return (question) => {
    const answer = last.then(() => ask(question));
    last = answer.catch(() => {});
    return answer;
  };
}
