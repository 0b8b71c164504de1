import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ProcessImplementation } from '../../implementations/process.ts';
import { checkAnswers } from './answers.ts';
import { type Answered, ask } from './ask.ts';
import { checkBadInput } from './bad-input.ts';
import { checkBatches } from './batches.ts';
import { catalogue } from './catalogue.ts';
import type { Check } from './check.ts';
import { checkDeclaration } from './declaration.ts';
import { checkFarewell } from './farewell.ts';
import { checkMutation } from './mutation.ts';
import { badQuestions, declaredQuestions } from './questions.ts';
import { checkRepetition } from './repetition.ts';
import { start } from './start.ts';
import { measureTime } from './timing.ts';
import { checkUnknownLoss } from './unknown-loss.ts';

/** Most questions that are put again. */
const mostAgain = 48;

export interface Patient {
  readonly implementation: ProcessImplementation;
  readonly kind: 'module' | 'command';
  readonly specs: Readonly<Record<string, LossSpec>>;
  /** Which operands of a module were changed so far. */
  readonly changed: () => readonly string[];
  /** What it printed so far. */
  readonly printed: () => Check;
}

/**
 * Looks at how an adapter speaks the protocol, one thing after the other, and ends it. Gives each finding when it is
 * known; the first has the name `start` or `echo` and is a problem where there was nothing to be looked at.
 */
export async function* examine({ implementation, kind, specs, changed, printed }: Patient): AsyncGenerator<Check> {
  const { description, checks } = await start(implementation, kind);
  yield* checks;
  if (!description) return;
  yield catalogue(description, specs);
  yield checkDeclaration(description, specs);
  const answered = await ask(implementation, declaredQuestions(description, specs));
  yield checkAnswers(answered);
  const { deterministic, validates } = description;
  const healthy = spread(answered.filter(({ outcome }) => outcome.status === 'value'));
  if (healthy.length > 0) yield await checkRepetition(implementation, healthy, deterministic);
  // What ended the process once would do so again.
  const survived = spread(answered.filter(({ outcome: { status } }) => status !== 'crash' && status !== 'timeout'));
  if (survived.length > 0) yield await checkBatches(implementation, survived, deterministic);
  if (healthy.length > 0) {
    yield await checkMutation(implementation, healthy, deterministic, changed);
    yield await checkUnknownLoss(implementation, healthy[0]!);
    yield await checkBadInput(implementation, badQuestions(description, specs), validates);
    if (!implementation.incomplete) yield await measureTime(implementation, healthy);
  }
  yield printed();
  if (implementation.incomplete)
    yield { name: 'end', status: 'problem', says: [implementation.incomplete.split('\n')[0]!] };
  else yield await checkFarewell(implementation);
}

/** So many of them at most, from the first to the last. */
function spread(answered: readonly Answered[]): Answered[] {
  const count = Math.min(answered.length, mostAgain);
  return Array.from({ length: count }, (_, i) => answered[Math.floor((i * answered.length) / count)]!);
}
