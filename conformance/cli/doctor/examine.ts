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
  /** Which operands of a module were changed so far; of a command nobody knows. */
  readonly changed: (() => readonly string[]) | undefined;
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
  // What ended the process once would do so again.
  const survived = spread(answered.filter(({ outcome: { status } }) => status !== 'crash' && status !== 'timeout'));
  const looks = [
    ...(healthy.length > 0 ? [() => checkRepetition(implementation, healthy, deterministic)] : []),
    ...(survived.length > 0 ? [() => checkBatches(implementation, survived, deterministic)] : []),
    ...(healthy.length > 0
      ? [
          () => checkMutation(implementation, healthy, deterministic, changed),
          () => checkUnknownLoss(implementation, healthy[0]!),
          () => checkBadInput(implementation, badQuestions(description, specs), validates),
          () => measureTime(implementation, healthy),
        ]
      : []),
  ];
  for (const look of looks) {
    const check = await look();
    // Nothing is known of what could not be asked any more.
    if (implementation.incomplete) break;
    yield check;
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
