import { isDeepStrictEqual } from 'node:util';
import type { ProcessImplementation } from '../../implementations/process.ts';
import { type Answered, ask } from './ask.ts';
import { type Check, someOf } from './check.ts';

/**
 * Whether what was given stays as it was: a question that stands several times in one batch has one answer, as far as that
 * was promised, and no operand of a module (`changed`, as its process tells) is another one after the call.
 */
export async function checkMutation(
  implementation: ProcessImplementation,
  answered: readonly Answered[],
  promised: boolean,
  changed: () => readonly string[],
): Promise<Check> {
  const name = 'input';
  const first = promised ? [...new Map(answered.map((each) => [each.key, each])).values()] : [];
  const other: string[] = [];
  for (const question of first) {
    const answers = await ask(
      implementation,
      [question, question, question].map((each) => ({ ...each })),
    );
    const isSame = answers.every(({ outcome }) => isDeepStrictEqual(outcome, answers[0]!.outcome));
    if (!isSame) other.push(`${question.title}: another answer where it stands in a batch again`);
  }
  const wrong = [...changed(), ...other];
  if (wrong.length === 0) return { name, status: 'ok', says: ['what it was given is left as it was'] };
  const fix =
    'compute into a copy: a loss that overwrites its input spoils whatever is computed of it next (docs/protocol.md, ' +
    '"evaluate, batch")';
  return { name, status: 'problem', says: someOf(wrong, 8), fix };
}
