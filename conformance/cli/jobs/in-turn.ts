import type { Implementation } from '../../implementation.ts';
import { turns } from '../../implementations/turns.ts';
import { type Questioned, questioned } from '../../run/questioned.ts';
import type { Answer, Question } from './messages.ts';

/** One implementation for all jobs: it is asked one question after the other, and no answer takes another's time. */
export function inTurn(
  implementation: Implementation,
  onQuestion?: (question: Questioned) => void,
): (question: Question) => Promise<Answer> {
  const next = turns();
  return ({ cases, form }) =>
    next(async () => {
      const from = performance.now();
      onQuestion?.(questioned(cases, form));
      const outcomes = await implementation.evaluate(cases, form);
      return { outcomes, ms: performance.now() - from, incomplete: implementation.incomplete };
    });
}
