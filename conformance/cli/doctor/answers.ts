import type { Outcome } from '../../outcome.ts';
import { counted } from '../../report/readable-number.ts';
import type { Answered } from './ask.ts';
import { type Check, someOf } from './check.ts';

/** Whether the examples and edges of what is declared get answers that the protocol knows. What is in them, `run` judges. */
export function checkAnswers(answered: readonly Answered[]): Check {
  const name = 'answers';
  const given = answered.filter(({ outcome }) => outcome.status === 'value').length;
  const broken = answered.flatMap(({ key, title, outcome }) => {
    const what = fault(outcome);
    return what ? [{ key, status: outcome.status, text: `${title}: ${what}` }] : [];
  });
  const total = `${given} of ${counted(answered.length, 'example')} and edges of the spec have a value`;
  if (broken.length > 0) {
    const first = broken.filter(({ key }, i) => broken.findIndex((other) => other.key === key) === i);
    const others = broken.filter((each) => !first.includes(each));
    // One of each loss before others of the first, and what to do about each kind of fault that is shown.
    const ordered = [...first, ...others];
    const says = [
      total,
      ...someOf(
        ordered.map(({ text }) => text),
        Math.min(Math.max(3, first.length), 8),
      ),
    ];
    const kinds = new Set(first.map(({ status }) => status));
    return {
      name,
      status: 'problem',
      says,
      fix: [...kinds].map((kind) => fixes[kind] ?? fixes.adapter_error!).join('; '),
    };
  }
  const silent = [...new Set(answered.map(({ key }) => key))].filter((key) =>
    answered.every((each) => each.key !== key || each.outcome.status !== 'value'),
  );
  if (answered.length === 0 || silent.length > 0) {
    const which = silent.map((key) => `${key}: ${lack(answered.find((each) => each.key === key)!.outcome)}`);
    const fix = 'declare what is there and no more: nothing of these can be tested (docs/protocol.md, "hello, ready")';
    return { name, status: 'problem', says: [total, ...someOf(which)], fix };
  }
  const without = answered.filter(({ outcome }) => outcome.status !== 'value');
  const which = without.map(({ title, outcome }) => `${title}: ${lack(outcome)}`);
  return { name, status: without.length > 0 ? 'note' : 'ok', says: [total, ...someOf(which)] };
}

/** What no adapter may do, whatever it is asked. */
function fault(outcome: Outcome): string | undefined {
  switch (outcome.status) {
    case 'value':
    case 'rejected':
    case 'unsupported':
      return undefined;
    case 'adapter_error':
      return lastWord(outcome.trace);
    default:
      return outcome.detail;
  }
}

/** What went wrong: Python's traces end with it, those of JavaScript begin with it. */
function lastWord(trace: string): string | undefined {
  const lines = trace.trim().split('\n');
  const last = lines.at(-1);
  return last && /^ +at /.test(last) ? lines[0] : last;
}

function lack(outcome: Outcome): string {
  if (outcome.status === 'rejected') return `refused with ${outcome.kind}: ${outcome.message}`;
  return outcome.status === 'unsupported' ? `unsupported: ${outcome.what}` : outcome.status;
}

const fixes: Readonly<Partial<Record<Outcome['status'], string>>> = {
  adapter_error:
    'an exception that is no refusal of the input is a fault of the adapter: mend it, or answer `rejected` where the ' +
    'library refuses on purpose and `unsupported` where it has no such thing (docs/protocol.md, "evaluate, batch")',
  protocol_error:
    'give each item one answer with its own id, all that is wanted, `value` in the shape of the cotangent, gradients in the ' +
    'shape of their operands, in the storage dtype that was declared (docs/protocol.md, "evaluate, batch")',
  crash: 'no input may end the process: answer `error`, and go on (docs/protocol.md, "What goes wrong costs one case")',
  timeout:
    'answer sooner, or let `--timeout` be longer, and flush after every line: what stays in a buffer was not said ' +
    '(docs/protocol.md, "What goes wrong costs one case")',
};
