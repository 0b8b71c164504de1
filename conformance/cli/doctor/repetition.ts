import type { ProcessImplementation } from '../../implementations/process.ts';
import { type Answered, ask } from './ask.ts';
import { type Check, someOf } from './check.ts';
import { sameOutcome } from './same-outcome.ts';

/** Whether the same question, put again, gets the same bits, as far as that was promised. */
export async function checkRepetition(
  implementation: ProcessImplementation,
  answered: readonly Answered[],
  promised: boolean,
): Promise<Check> {
  const name = 'determinism';
  const again = await ask(implementation, answered);
  const other = answered.filter(({ outcome }, i) => !sameOutcome(outcome, again[i]!.outcome));
  if (other.length === 0) return { name, status: 'ok', says: ['the same questions, put again, have the same answers'] };
  const says = [`${other.length} of ${answered.length} questions had another answer the second time`];
  if (!promised) return { name, status: 'note', says: [...says, 'it does not promise otherwise'] };
  const fix =
    'look for randomness, for state that is kept between questions and for input that is overwritten; where it cannot be ' +
    'helped, declare `deterministic: false` (docs/protocol.md, "hello, ready")';
  return { name, status: 'problem', says: [...says, ...someOf(other.map(({ title }) => title))], fix };
}
