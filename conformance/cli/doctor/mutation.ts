import type { ProcessImplementation } from '../../implementations/process.ts';
import { type Answered, ask } from './ask.ts';
import { type Check, someOf } from './check.ts';
import { sameOutcome } from './same-outcome.ts';

/**
 * Whether what was given stays as it was: a question that stands twice in a batch has one answer, as far as that
 * was promised, and no operand of a module (`changed`, as its process tells) is another one after the call.
 */
export async function checkMutation(
  implementation: ProcessImplementation,
  answered: readonly Answered[],
  promised: boolean,
  changed: () => readonly string[],
): Promise<Check> {
  const name = 'input';
  const twice = promised ? await ask(implementation, [...answered, ...answered.map((each) => ({ ...each }))]) : [];
  const other = twice
    .slice(0, twice.length / 2)
    .filter(({ outcome }, i) => !sameOutcome(outcome, twice[answered.length + i]!.outcome))
    .map(({ title }) => `${title}: another answer where it stands in the batch again`);
  const wrong = [...changed(), ...other];
  if (wrong.length === 0) return { name, status: 'ok', says: ['what it was given is left as it was'] };
  const fix =
    'compute into a copy: a loss that overwrites its input spoils whatever is computed of it next (docs/protocol.md, ' +
    '"evaluate, batch")';
  return { name, status: 'problem', says: someOf(wrong, 8), fix };
}
