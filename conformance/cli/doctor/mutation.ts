import type { ProcessImplementation } from '../../implementations/process.ts';
import { type Answered, ask } from './ask.ts';
import { type Check, someOf } from './check.ts';
import { sameOutcome } from './same-outcome.ts';

/**
 * Whether what was given stays as it was. Of a module `changed` tells which operands are others after the call; of a
 * command it shows in a question that stands twice in a batch and has another answer, where it promises one.
 */
export async function checkMutation(
  implementation: ProcessImplementation,
  answered: readonly Answered[],
  promised: boolean,
  changed: (() => readonly string[]) | undefined,
): Promise<Check> {
  const name = 'input';
  if (!promised && !changed) {
    return { name, status: 'note', says: ['whether input is overwritten cannot be seen, since answers may differ'] };
  }
  const twice = promised ? await ask(implementation, [...answered, ...answered.map((each) => ({ ...each }))]) : [];
  const other = twice
    .slice(0, twice.length / 2)
    .filter(({ outcome }, i) => !sameOutcome(outcome, twice[answered.length + i]!.outcome))
    .map(({ title }) => `${title}: another answer where it stands in the batch again`);
  const wrong = [...(changed?.() ?? []), ...other];
  if (wrong.length === 0) {
    const says = changed
      ? 'every operand is after the call what it was before'
      : 'a question that stands twice in a batch has one answer';
    return { name, status: 'ok', says: [says] };
  }
  const fix =
    'compute into a copy: a loss that overwrites its input spoils whatever is computed of it next (docs/protocol.md, ' +
    '"evaluate, batch")';
  return { name, status: 'problem', says: someOf(wrong, 8), fix };
}
