import type { ProcessImplementation } from '../../implementations/process.ts';
import { type Answered, ask } from './ask.ts';
import { type Check, someOf } from './check.ts';
import { sameOutcome } from './same-outcome.ts';

/** Whether questions that are put alone have the answers that they had in a batch, each under its own id. */
export async function checkBatches(
  implementation: ProcessImplementation,
  answered: readonly Answered[],
  promised: boolean,
): Promise<Check> {
  const name = 'batching';
  const alone: Answered[] = [];
  for (const question of answered) alone.push(...(await ask(implementation, [question])));
  const other = answered.filter(({ outcome }, i) => !sameOutcome(outcome, alone[i]!.outcome));
  const { unrepeated } = implementation.stats;
  if (unrepeated.length > 0) {
    const fix = 'look for what one item of a batch leaves behind for the next (docs/protocol.md, "evaluate, batch")';
    const says = [
      'something went wrong in a batch, and did not where its questions were put alone',
      ...someOf(unrepeated),
    ];
    return { name, status: 'problem', says, fix };
  }
  if (other.length === 0) return { name, status: 'ok', says: ['a question has the same answer alone as in a batch'] };
  const says = [`${other.length} of ${answered.length} questions had another answer alone than in a batch`];
  if (!promised) return { name, status: 'note', says: [...says, 'it does not promise to be deterministic'] };
  const fix =
    'an answer carries the id of its own item, and an item of a batch is answered as if it stood alone ' +
    '(docs/protocol.md, "evaluate, batch")';
  return { name, status: 'problem', says: [...says, ...someOf(other.map(({ title }) => title))], fix };
}
