import type { ProcessImplementation } from '../../implementations/process.ts';
import { counted } from '../../report/readable-number.ts';
import { ask } from './ask.ts';
import { type Check, someOf } from './check.ts';
import type { Question } from './questions.ts';

/** Whether input outside of the domain is refused where that was promised, and ends nothing where it was not. */
export async function checkBadInput(
  implementation: ProcessImplementation,
  questions: readonly Question[],
  promised: boolean,
): Promise<Check> {
  const name = 'bad input';
  const answered = await ask(implementation, questions);
  const refused = answered.filter(({ outcome }) => outcome.status === 'rejected').length;
  const ended = answered.filter(({ outcome }) => outcome.status === 'crash' || outcome.status === 'timeout');
  const total = `it refuses ${refused} of ${counted(answered.length, 'input')} outside of the domain`;
  if (ended.length > 0) {
    const fix =
      'no input may end the process: answer `rejected` or `error`, and go on (docs/protocol.md, "evaluate, batch")';
    return {
      name,
      status: 'problem',
      says: [total, ...someOf(ended.map((e) => `${e.title}: ${e.outcome.status}`))],
      fix,
    };
  }
  const taken = answered.filter(({ outcome }) => outcome.status !== 'rejected' && outcome.status !== 'unsupported');
  if (!promised) return { name, status: 'ok', says: [`${total}, and promises to refuse none`] };
  if (taken.length === 0) return { name, status: 'ok', says: [total] };
  const fix =
    'answer `rejected` to each, or declare `validates: false`, which promises nothing (docs/protocol.md, "hello, ready")';
  return {
    name,
    status: 'problem',
    says: [total, ...someOf(taken.map((t) => `${t.title}: ${t.outcome.status}`))],
    fix,
  };
}
