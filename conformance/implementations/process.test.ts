import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../outcome.ts';
import { AdapterStartError } from './process/adapter-start-error.ts';
import { fakeAdapter, fakeCases } from './process/fakes/fake-cases.ts';
import { isRunning } from './process/fakes/is-running.ts';
import { type ProcessOptions, processImplementation } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'lossproof-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fake adapter that notes the numbers of the processes it is and starts. */
function fake(behaviour: string, options: ProcessOptions = {}) {
  const pids = join(folder, `${behaviour}-${Math.random()}`);
  const implementation = processImplementation(fakeAdapter(behaviour), {
    // Long where nothing hangs: the machine may be busy.
    timeoutMs: behaviour.includes('hang') ? 1500 : 30_000,
    maxLineBytes: 100_000,
    environment: { FAKE_PIDS: pids },
    ...options,
  });
  const started = (): number[] => readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  return { implementation, started };
}

/** The value that case i of fakeCases must have; all of it is exact in f32. */
const meanOf = (i: number): number => (i * i + 16) / 2;
const meansOf = (outcomes: readonly Outcome[]) =>
  outcomes.map((o) => (o.status === 'value' ? o.outputs.value?.data[0] : o.status));
const detailOf = (outcome: Outcome | undefined): string => JSON.stringify(outcome);

/** What the adapter does on case 7 of 20, the outcome that this case must have, and what it must say. */
const misdeeds: readonly [behaviour: string, status: Outcome['status'], says: RegExp][] = [
  ['exit', 'crash', /exited with code 3/],
  ['segfault', 'crash', /ended by SIGSEGV/],
  ['answer_then_exit', 'crash', /after its answer: it exited with code 4/],
  ['floods_stderr_and_exits', 'crash', /exited with code 6.*the last words/],
  ['exit_leaving_child', 'crash', /exited with code 5/],
  ['exit_in_batch', 'crash', /in a batch.*not when each was asked alone: it exited with code 7/],
  ['half_line', 'crash', /exited with code 0, in the middle of a line \(\d+ bytes\)/],
  ['hang', 'timeout', /no answer for 1500 ms/],
  ['hang_with_child', 'timeout', /no answer for 1500 ms/],
  ['half_line_hang', 'timeout', /no answer for 1500 ms, in the middle of a line/],
  ['rubbish', 'protocol_error', /not JSON.*nonsense/],
  ['rubbish_beside', 'protocol_error', /not JSON.*debug: done/],
  ['long_line', 'protocol_error', /a line of more than 100000 bytes/],
  ['silent', 'protocol_error', /it was not answered/],
  ['silent_in_batch', 'protocol_error', /not answered in a batch, though it was when asked alone/],
  ['twice', 'protocol_error', /answered 2 times/],
  ['unknown_id', 'protocol_error', /unknown id.*someone else/],
  ['unknown_id_beside', 'protocol_error', /unknown id.*someone else/],
  ['two_kinds', 'protocol_error', /exactly one of ok, rejected, unsupported and error.*it has ok and error/],
  ['no_kind', 'protocol_error', /exactly one of.*it has none/],
  ['wrong_shape', 'protocol_error', /output value: its shape is \[1\], expected \[\]/],
  ['wrong_gradient_shape', 'protocol_error', /output gradient.prediction: its shape is \[1\], expected \[2\]/],
  ['wrong_dtype', 'protocol_error', /output value: its dtype is f64, expected f32/],
  ['short_data', 'protocol_error', /output value: 2 bytes do not fill f32\[\]/],
  ['missing', 'protocol_error', /output gradient.prediction: it is missing/],
  ['rejects', 'rejected', /RangeError.*not -1/],
  ['unsupported', 'unsupported', /minus one/],
  ['fails', 'adapter_error', /line 7: oh/],
];

describe.concurrent('one misbehaving case', () => {
  it.for(misdeeds)('%s is a %s of its case only, and leaves no process', async ([behaviour, status, says]) => {
    const { implementation, started } = fake(behaviour, { batchSize: 9 });
    const outcomes = await implementation.evaluate(fakeCases(20, [7]));
    await implementation.close();
    expect(outcomes).toHaveLength(20);
    expect(outcomes[7]?.status).toBe(status);
    expect(detailOf(outcomes[7])).toMatch(says);
    const values = meansOf(outcomes);
    for (let i = 0; i < 20; i++) if (i !== 7) expect(values[i], `case ${i}`).toBe(meanOf(i));
    expect(implementation.incomplete).toBeUndefined();
    const pids = started();
    expect(pids.length).toBe(1 + implementation.stats.restarts + (behaviour.endsWith('_child') ? 2 : 0));
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it.for(['floods_stderr', 'noise', 'noise_flood', 'backwards', 'well'])('%s costs nothing', async (behaviour) => {
    const { implementation, started } = fake(behaviour, { batchSize: 9 });
    expect(meansOf(await implementation.evaluate(fakeCases(20, [7])))).toEqual(
      Array.from({ length: 20 }, (_, i) => meanOf(i)),
    );
    await implementation.close();
    expect(implementation.stats).toMatchObject({ cases: 20, restarts: 0, adapterMs: 5, unrepeated: [] });
    expect(started().filter(isRunning)).toEqual([]);
  });

  it('a hang that does not repeat costs a restart, no case, and is kept', async () => {
    const { implementation } = fake('hang_in_batch');
    expect(meansOf(await implementation.evaluate(fakeCases(3, [1])))).toEqual([meanOf(0), meanOf(1), meanOf(2)]);
    expect(implementation.stats.restarts).toBe(1);
    expect(implementation.stats.unrepeated).toEqual([expect.stringMatching(/no answer for 1500 ms/)]);
    await implementation.close();
  });
});

describe.concurrent('several misbehaving cases', () => {
  it('each costs itself', async () => {
    const { implementation } = fake('exit', { batchSize: 8 });
    const outcomes = await implementation.evaluate(fakeCases(20, [0, 3, 4, 19]));
    const lost = outcomes.flatMap(({ status }, i) => (status === 'value' ? [] : [[i, status]]));
    expect(lost).toEqual([
      [0, 'crash'],
      [3, 'crash'],
      [4, 'crash'],
      [19, 'crash'],
    ]);
    await implementation.close();
  });

  it('each stray line costs the case that causes it', async () => {
    const { implementation } = fake('rubbish_beside');
    const outcomes = await implementation.evaluate(fakeCases(12, [2, 9]));
    expect(outcomes.flatMap(({ status }, i) => (status === 'value' ? [] : [[i, status]]))).toEqual([
      [2, 'protocol_error'],
      [9, 'protocol_error'],
    ]);
    expect(implementation.stats.restarts).toBe(0);
    await implementation.close();
  });

  it('too many leave the run incomplete, and it says so', async () => {
    const { implementation, started } = fake('exit', { maxRestarts: 3 });
    const outcomes = await implementation.evaluate(fakeCases(20, [1, 5, 9, 13]));
    expect(implementation.incomplete).toMatch(/ended too often on mse \(4 times\).*exited with code 3/);
    expect(meansOf(outcomes).slice(0, 5)).toEqual([meanOf(0), 'crash', meanOf(2), meanOf(3), meanOf(4)]);
    expect(detailOf(outcomes[5])).toMatch(/exited with code 3/);
    expect(detailOf(outcomes[19])).toMatch(/not evaluated: the adapter ended too often/);
    // It stays so: nothing is started any more.
    expect((await implementation.evaluate(fakeCases(1, [])))[0]?.status).toBe('crash');
    expect(started()).toHaveLength(4);
    await implementation.close();
  });

  it('one loss on which too many end is given up, and the others go on', async () => {
    const { implementation, started } = fake('exit', { maxRestarts: 1 });
    await implementation.evaluate(fakeCases(6, [1, 3, 5]));
    expect(implementation.incomplete).toMatch(/^the adapter ended too often on mse \(2 times\)/);
    // The fake has no other loss; that it says so is an answer.
    const other = fakeCases(1, []).map((c) => ({ ...c, loss: 'huber' }));
    expect((await implementation.evaluate(other))[0]?.status).toBe('unsupported');
    expect(started()).toHaveLength(3);
    await implementation.close();
  });
});

describe.concurrent('an adapter that cannot be put to work', () => {
  it.for<[string, RegExp]>([
    ['exits_at_start', /did not answer hello: it exited with code 1\nstderr: no module named torch/],
    ['never_ready', /did not answer hello: nothing within 1500 ms/],
    ['no_prefix', /nothing within 1500 ms.*must begin with @@, the value of LOSSPROOF_NONCE/s],
    ['protocol_2', /no ready message: protocol:/],
    ['ready_without_supports', /no ready message: supports:/],
    ['bad_echo', /not bit for bit.*f16\[\]: the bits 8000 at position 0 came back as 0000/],
  ])('%s', async ([behaviour, says]) => {
    const { implementation, started } = fake(
      behaviour,
      /never|no_prefix/.test(behaviour) ? { startTimeoutMs: 1500 } : {},
    );
    const failure = await implementation.describe().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AdapterStartError);
    expect((failure as Error).message).toMatch(says);
    await implementation.close();
    expect(started().filter(isRunning)).toEqual([]);
  });

  it('is no command', async () => {
    const missing = processImplementation(['no-such-command-anywhere']);
    await expect(missing.describe()).rejects.toThrow(/cannot be started, there is no such command/);
    await expect(processImplementation([]).describe()).rejects.toThrow(AdapterStartError);
  });
});

describe.concurrent('a well-behaved adapter', () => {
  it('is described', async () => {
    const { implementation } = fake('well');
    const description = await implementation.describe();
    expect(description).toMatchObject({ name: 'fake', version: '1.2.3', deterministic: true, validates: false });
    expect(description.arithmetic.f32?.storage).toBe('f32');
    expect(description.losses.mse).toEqual({
      origin: 'composed',
      params: { denominator: ['count'], made_up: { min: 0, max: Infinity } },
      optional: [],
      reductions: ['mean'],
      dtypes: ['f64', 'f32'],
      wants: ['value', 'gradient.prediction'],
    });
    await implementation.close();
  });

  it('keeps the order of overlapping calls', async () => {
    const { implementation } = fake('well', { batchSize: 3 });
    const [first, second] = await Promise.all([
      implementation.evaluate(fakeCases(10, [])),
      implementation.evaluate(fakeCases(2, [])),
    ]);
    expect(meansOf(first)).toEqual(Array.from({ length: 10 }, (_, i) => meanOf(i)));
    expect(meansOf(second)).toEqual([meanOf(0), meanOf(1)]);
    await implementation.close();
  });

  it('is sent few cases at a time where they are large', async () => {
    const { implementation } = fake('well', { maxBatchBytes: 40 });
    expect(meansOf(await implementation.evaluate(fakeCases(5, [])))).toEqual([0, 1, 2, 3, 4].map(meanOf));
    await implementation.close();
  });
});

describe.concurrent('ending', () => {
  it('close in the midst of work ends the processes at once', async ({ expect }) => {
    const { implementation, started } = fake('hang_with_child', { timeoutMs: 60_000 });
    await implementation.describe();
    const evaluated = implementation.evaluate(fakeCases(4, [2])).catch((error: unknown) => error);
    await expect.poll(() => started().length, { timeout: 20_000 }).toBe(2);
    await implementation.close();
    expect(await evaluated).toEqual(new Error('the implementation was closed'));
    expect(started().filter(isRunning)).toEqual([]);
    await expect(implementation.evaluate(fakeCases(1, []))).rejects.toThrow(/closed/);
  });

  /** A suite in a process of its own, once it waits for an adapter that hangs. */
  async function waitingSuite(...words: string[]) {
    const pids = join(folder, `interrupted-${Math.random()}`);
    const script = fileURLToPath(new URL('process/fakes/start-and-wait.ts', import.meta.url));
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const suite = spawn(process.execPath, ['--import', tsx, script, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FAKE_PIDS: pids },
    });
    expect(String((await once(suite.stdout, 'data'))[0])).toBe('asking\n');
    return { suite, adapter: Number(readFileSync(pids, 'utf8').trim()) };
  }

  it('an interrupt of the whole suite ends them too', async ({ expect }) => {
    const { suite, adapter } = await waitingSuite();
    expect(isRunning(adapter)).toBe(true);
    suite.kill('SIGINT');
    expect(await once(suite, 'exit')).toEqual([null, 'SIGINT']);
    await expect.poll(() => isRunning(adapter), { timeout: 10_000 }).toBe(false);
  });

  it('an interrupt that the program answers itself leaves them running, and the next one does not', async ({
    expect,
  }) => {
    const { suite, adapter } = await waitingSuite('listens');
    suite.kill('SIGINT');
    expect(String((await once(suite.stdout, 'data'))[0])).toBe('stopping\n');
    // Long enough for an end that should not come.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isRunning(adapter)).toBe(true);
    suite.kill('SIGINT');
    expect(await once(suite, 'exit')).toEqual([null, 'SIGINT']);
    await expect.poll(() => isRunning(adapter), { timeout: 10_000 }).toBe(false);
  });
});
