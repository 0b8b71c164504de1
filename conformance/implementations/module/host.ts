// The process in which a user's module runs: speaks protocol 1 for the module whose path is its first argument, about
// the suite's losses and those of the folders that follow.
import { createInterface } from 'node:readline';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type CaseJson, caseFromJson, tensorFromJson, tensorToJson } from '../../case.ts';
import { readLosses } from '../../losses/load-losses.ts';
import { withLosses } from '../../losses/losses.ts';
import { answerCase } from './answer-case.ts';
import { changeVariable } from './changed-operands.ts';
import { type ModuleReady, readyMessage } from './ready.ts';
import { trying, untried } from './untried.ts';
import { loadModule, type UserModule } from './user-module.ts';

type Item = Omit<CaseJson, 'regime'> & { readonly id: string; readonly form?: string };
type Tensors = { readonly id: string; readonly tensors: readonly Parameters<typeof tensorFromJson>[0][] };

const [path, ...folders] = process.argv.slice(2) as [string, ...string[]];
// Taken before the module is loaded, which may put its own in their place.
const prefix = `@@${process.env.LOSSPROOF_NONCE} `;
const write = process.stdout.write.bind(process.stdout);
const say = (message: unknown): void => {
  write(`${prefix}${JSON.stringify(message)}\n`);
};

let userModule: UserModule;
let ready: ModuleReady;
let specs: Readonly<Record<string, LossSpec>>;
try {
  ({ specs } = withLosses(await readLosses(folders)));
  userModule = await loadModule(path);
} catch (error) {
  giveUp(error);
}

function giveUp(error: unknown): never {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${path}: ${name === 'Error' ? '' : `${name}: `}${message}\n`);
  process.exit(1);
}

/** Each function is tried on examples; who does not come back from it is known by what was said last. */
async function introduce(): Promise<void> {
  const onTrial = (loss: string): void => say({ op: 'starting', what: `${trying}${loss}` });
  ready = await readyMessage(path, userModule, { specs, untried: untried(), onTrial }).catch(giveUp);
  say(ready);
}

async function answer({ id, form, ...json }: Item): Promise<object> {
  const c = caseFromJson({ ...json, regime: '' });
  const key = form === undefined ? c.loss : `${c.loss}@${form}`;
  const [loss, spec] = [userModule.losses[key], specs[c.loss]];
  if (!loss || !spec) return { id, unsupported: { what: c.loss } };
  const start = performance.now();
  const onChange = process.env[changeVariable]
    ? (operand: string) => process.stderr.write(`lossproof: ${key} changes its operand ${operand}\n`)
    : undefined;
  const found = await answerCase(loss, spec, c, ready.arithmetic[c.dtype]?.storage ?? c.dtype, onChange);
  return { id, elapsed_ms: performance.now() - start, ...found };
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.op === 'hello') await introduce();
  else if (message.op === 'echo') {
    const { id, tensors } = message as Tensors;
    say({ id, tensors: tensors.map((t) => tensorToJson(tensorFromJson(t, 'echo'))) });
  } else if (message.op === 'evaluate') say(await answer(message));
  else if (message.op === 'batch') for (const item of message.items) say(await answer(item));
  else if (message.op === 'bye') process.exit(0);
}
