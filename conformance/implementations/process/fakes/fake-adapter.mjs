// An adapter for the tests of the process implementation and of doctor: mse without options, in f64 and f32, right on
// every case but those whose first prediction is the second argument, -1 where there is none. What it does there, at its
// start or at its end, is the first argument.
import { spawn } from 'node:child_process';
import { appendFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [behaviour = 'well', stumble = '-1'] = process.argv.slice(2);
const { LOSSPROOF_NONCE: nonce, FAKE_PIDS: pids } = process.env;
const prefix = `@@${nonce} `;
const note = (pid) => pids && appendFileSync(pids, `${pid}\n`);
note(process.pid);

const print = (text) => process.stdout.write(text);
const say = (message) => print(`${prefix}${JSON.stringify(message)}\n`);
/** All of it, to stderr, before anything else happens. */
const printNow = (text) => {
  for (let rest = Buffer.from(text); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
};
const hang = () => {
  for (;;);
};

const width = { f64: 8, f32: 4 };
const numbers = ({ dtype, data }) => {
  const bytes = Buffer.from(data, 'base64');
  const read = (i) => (dtype === 'f64' ? bytes.readDoubleLE(8 * i) : bytes.readFloatLE(4 * i));
  return Array.from({ length: bytes.length / width[dtype] }, (_, i) => read(i));
};
const tensor = (dtype, shape, values) => {
  const bytes = Buffer.alloc(values.length * width[dtype]);
  values.forEach((x, i) => {
    if (dtype === 'f64') bytes.writeDoubleLE(x, 8 * i);
    else bytes.writeFloatLE(x, 4 * i);
  });
  return { dtype, shape, data: bytes.toString('base64') };
};

/** The mean of the squared differences, and its gradient times the cotangent. */
function outputs({ dtype, operands, cotangent, wants }) {
  const [p, t, [c]] = [numbers(operands.prediction), numbers(operands.target), numbers(cotangent)];
  const value = p.reduce((sum, x, i) => sum + (x - t[i]) ** 2, 0) / p.length;
  const gradient = p.map((x, i) => (c * 2 * (x - t[i])) / p.length);
  const all = {
    value: tensor(dtype, [], [value]),
    'gradient.prediction': tensor(dtype, operands.prediction.shape, gradient),
  };
  return Object.fromEntries(wants.map((want) => [want, all[want]]));
}

/** What happens on the case it stumbles over: gets the item and its right answer. */
const misdeeds = {
  well: (_, answer) => say(answer),
  exit: () => process.exit(3),
  segfault: () => process.kill(process.pid, 'SIGSEGV'),
  answer_then_exit: (_, answer) => {
    print(`${prefix}${JSON.stringify(answer)}\n`);
    process.exit(4);
  },
  hang,
  hang_with_child: () => {
    note(spawn('sleep', ['600'], { stdio: 'inherit' }).pid);
    hang();
  },
  exit_leaving_child: () => {
    note(spawn('sleep', ['600'], { stdio: 'inherit' }).pid);
    process.exit(5);
  },
  rubbish: () => print(`${prefix}{"id": nonsense\n`),
  rubbish_beside: (_, answer) => {
    say(answer);
    print(`${prefix}debug: done\n`);
  },
  half_line: () => {
    print(`${prefix}{"id":"1","ok":{"outp`);
    process.exit(0);
  },
  half_line_hang: () => {
    print(`${prefix}{"id":"1","ok":{"outp`);
    hang();
  },
  long_line: () => print(`${prefix}{"id":"${'x'.repeat(300_000)}"}\n`),
  silent: () => {},
  twice: (_, answer) => {
    say(answer);
    say(answer);
  },
  unknown_id: (_, answer) => say({ ...answer, id: 'someone else' }),
  unknown_id_beside: (_, answer) => {
    say(answer);
    say({ ...answer, id: 'someone else' });
  },
  two_kinds: (_, answer) => say({ ...answer, error: { trace: 'and yet' } }),
  no_kind: ({ id }) => say({ id }),
  wrong_shape: ({ id, dtype }) => say({ id, ok: { outputs: { value: tensor(dtype, [1], [1]) } } }),
  wrong_gradient_shape: ({ id, dtype }, { ok }) =>
    say({ id, ok: { outputs: { ...ok.outputs, 'gradient.prediction': tensor(dtype, [1], [1]) } } }),
  wrong_dtype: ({ id }, { ok }) => say({ id, ok: { outputs: { ...ok.outputs, value: tensor('f64', [], [1]) } } }),
  short_data: ({ id, dtype }, { ok }) =>
    say({ id, ok: { outputs: { ...ok.outputs, value: { dtype, shape: [], data: 'AAA=' } } } }),
  missing: ({ id }, { ok }) => say({ id, ok: { outputs: { value: ok.outputs.value } } }),
  rejects: ({ id }) => say({ id, rejected: { kind: 'RangeError', message: 'not -1' } }),
  unsupported: ({ id }) => say({ id, unsupported: { what: 'minus one' } }),
  fails: ({ id }) => say({ id, error: { trace: 'line 7: oh' } }),
  floods_stderr: (_, answer) => {
    for (let i = 0; i < 500; i++) process.stderr.write(`${'warning '.repeat(500)}\n`);
    say(answer);
  },
  floods_stderr_and_exits: () => {
    printNow(`${'warning '.repeat(100_000)}\nthe last words\n`);
    process.exit(6);
  },
  noise: (_, answer) => {
    print('{"op":"a line that is not ours"}\n\n50% done');
    say(answer);
  },
  noise_flood: (_, answer) => {
    print(`${'x'.repeat(400_000)}\n`);
    say(answer);
  },
  no_prefix_beside: (_, answer) => {
    print(`${JSON.stringify(answer)}\n`);
    say(answer);
  },
  other_every_time: ({ id, dtype }, { ok }) =>
    say({ id, ok: { outputs: { ...ok.outputs, value: tensor(dtype, [], [asked++]) } } }),
  promises_nothing: (item, answer) => misdeeds.other_every_time(item, answer),
  // As if the operands of one request were kept, and overwritten by the first who reads them.
  overwrites_input: ({ id, dtype, operands }, { ok }) => {
    const value = tensor(dtype, [], [overwritten.has(operands.prediction.data) ? 0 : 1]);
    overwritten.add(operands.prediction.data);
    say({ id, ok: { outputs: { ...ok.outputs, value } } });
  },
  exit_in_batch: (_, answer) => (inBatch ? process.exit(7) : say(answer)),
  silent_in_batch: (_, answer) => (inBatch ? undefined : say(answer)),
  hang_in_batch: (_, answer) => (inBatch ? hang() : say(answer)),
};
let inBatch = false;
let asked = 0;
const overwritten = new Set();

function answer(item) {
  if (behaviour === 'exits_on_everything') process.exit(8);
  if (item.loss !== 'mse' && behaviour !== 'knows_everything') {
    say({ id: item.id, unsupported: { what: item.loss } });
    return;
  }
  const right = { id: item.id, ok: { outputs: outputs(item) }, elapsed_ms: 0.25 };
  const stumbles = numbers(item.operands.prediction)[0] === Number(stumble);
  (stumbles ? (misdeeds[behaviour] ?? misdeeds.well) : misdeeds.well)(item, right);
}

const arithmetic = (dtype) => ({ storage: dtype, arithmetic: 'f64', accumulator: 'f64', subnormals: 'kept' });
const ready = {
  op: 'ready',
  protocol: behaviour === 'protocol_2' ? 2 : 1,
  implementation: {
    name: 'fake',
    version: '1.2.3',
    language: 'javascript',
    device: 'cpu',
    deterministic: behaviour !== 'promises_nothing',
    validates: behaviour === 'promises_to_validate',
  },
  arithmetic: { f64: arithmetic('f64'), f32: arithmetic('f32') },
  supports: [
    {
      loss: 'mse',
      origin: 'composed',
      params: { denominator: ['count'], made_up: { min: 0 } },
      optional: [],
      reductions: ['mean'],
      dtypes: ['f64', 'f32'],
      wants: ['value', 'gradient.prediction'],
    },
  ],
};

const misspelt = (support) => [
  { ...support, loss: 'hubr' },
  {
    ...support,
    params: { denominater: 'any', empty: ['zeros'] },
    optional: ['wieght'],
    wants: ['value', 'gradient.predictions'],
    dtypes: ['f64', 'f16'],
  },
];

const operations = {
  hello: () => {
    if (behaviour === 'never_ready') return;
    if (behaviour === 'exits_at_start') {
      process.stderr.write('no module named torch\n', () => process.exit(1));
      return;
    }
    if (behaviour === 'no_prefix') print(`${JSON.stringify(ready)}\n`);
    else if (behaviour === 'declares_nothing') say({ ...ready, supports: [] });
    else if (behaviour === 'misspells') say({ ...ready, supports: ready.supports.flatMap(misspelt) });
    else if (behaviour === 'ready_without_supports') say({ ...ready, supports: undefined });
    else say(ready);
  },
  echo: ({ id, tensors }) => {
    // A codec that forgets the sign of zero in float16.
    const forgets = behaviour === 'bad_echo' && tensors.length > 0;
    const back = tensors.map((t) => (forgets && t.dtype === 'f16' ? { ...t, data: t.data.replace('AIA', 'AAA') } : t));
    say({ id, tensors: back });
  },
  evaluate: (item) => {
    inBatch = false;
    overwritten.clear();
    answer(item);
  },
  batch: ({ items }) => {
    inBatch = true;
    overwritten.clear();
    const order = behaviour === 'backwards' ? [...items].reverse() : items;
    const ids = items.map(({ id }) => id);
    if (behaviour === 'swaps_ids') ids.reverse();
    for (const [i, item] of order.entries()) answer(behaviour === 'swaps_ids' ? { ...item, id: ids[i] } : item);
  },
  bye: () => {
    if (behaviour !== 'stays') process.exit(behaviour === 'ends_with_1' ? 1 : 0);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  operations[message.op](message);
}
if (behaviour === 'stays') hang();
