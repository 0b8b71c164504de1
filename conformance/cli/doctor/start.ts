import type { Description } from '../../implementation.ts';
import { AdapterStartError } from '../../implementations/process/adapter-start-error.ts';
import type { ProcessImplementation } from '../../implementations/process.ts';
import type { Check } from './check.ts';

/** Starts it. What it says of itself, where it came so far, and what happened. */
export async function start(
  implementation: ProcessImplementation,
  kind: 'module' | 'command',
): Promise<{ readonly description?: Description; readonly checks: readonly Check[] }> {
  const before = performance.now();
  try {
    const description = await implementation.describe();
    const { name, version, language, device } = description;
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    const says = `${name} ${version} (${language}, ${device}) is ready after ${seconds} s`;
    const echo = 'every dtype comes back bit for bit, NaN and subnormals too';
    return {
      description,
      checks: [
        { name: 'start', status: 'ok', says: [says] },
        { name: 'echo', status: 'ok', says: [echo] },
      ],
    };
  } catch (error) {
    if (!(error instanceof AdapterStartError)) throw error;
    const fix = kind === 'module' && error.step !== 'echo' ? moduleFix : fixes[error.step ?? 'command'];
    const name = error.step === 'echo' ? 'echo' : 'start';
    return { checks: [{ name, status: 'problem', says: error.message.split('\n'), fix }] };
  }
}

const moduleFix =
  'export `losses`, an object of functions, from a module that can be imported (docs/protocol.md, "A JavaScript module")';
const fixes: Readonly<Record<NonNullable<AdapterStartError['step']>, string>> = {
  command:
    'see that the command starts where this was asked and waits for a line on stdin (what it printed is above, if anything); ' +
    'behind -- ' +
    'it stands as it would be typed, such as lossproof doctor -- python3 ./adapter.py',
  hello:
    'read a line from stdin, and answer it with one line on stdout that begins with @@, the value of LOSSPROOF_NONCE and a ' +
    'space; flush after it (docs/protocol.md, "Lines" and "hello, ready")',
  ready: 'give every member that the answer to `hello` has (docs/protocol.md, "hello, ready"; protocol.schema.json)',
  echo:
    'decode base64 of little-endian bits in C order, and encode them again with no bit changed; shapes may be empty or have ' +
    'a 0 (docs/protocol.md, "Numbers" and "echo")',
};
