import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type Case, typedTensor, type Want } from '../case.ts';
import type { Outcome } from '../outcome.ts';
import { moduleImplementation } from './module.ts';
import { AdapterStartError } from './process/adapter-start-error.ts';

const fake = (name: string) => fileURLToPath(new URL(`module/fakes/${name}`, import.meta.url));
const module = moduleImplementation(fake('losses.mjs'), { timeoutMs: 1500 });
afterAll(() => module.close());

function question(loss: string, operands: Record<string, [number[], number[]]>, more: Partial<Case> = {}): Case {
  const dtype = more.dtype ?? 'f64';
  return {
    loss,
    dtype,
    reduction: 'mean',
    params: {},
    operands: Object.fromEntries(Object.entries(operands).map(([name, [x, s]]) => [name, typedTensor(dtype, x, s)])),
    cotangent: typedTensor(dtype, [1], []),
    wants: ['value'],
    regime: 'ordinary',
    ...more,
  };
}
const output = (outcome: Outcome | undefined, want: Want): number[] | string =>
  outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : JSON.stringify(outcome);
async function ask(c: Case, want: Want = 'value', form?: string): Promise<number[] | string> {
  return output((await module.evaluate([c], form))[0], want);
}

describe('what is found by trying the examples of the spec', () => {
  it('is what a function reads and returns', async () => {
    const { losses } = await module.describe();
    expect(losses.huber).toEqual({
      origin: 'library',
      params: { delta: 'any' },
      optional: [],
      reductions: ['none', 'sum', 'mean'],
      dtypes: ['f64', 'f32'],
      wants: ['value'],
    });
    expect(losses.mse).toEqual({
      origin: 'library',
      params: { denominator: 'any' },
      optional: ['weight'],
      reductions: ['mean'],
      dtypes: ['f64', 'f32'],
      wants: ['value', 'gradient.prediction', 'gradient.target'],
    });
    expect(losses.log_cosh).toMatchObject({ reductions: ['none'], params: {}, optional: [] });
    // It takes all of its operands and parameters, so that nothing is known to be left aside.
    expect(losses.bce_with_logits).toMatchObject({
      params: { denominator: 'any', empty: 'any' },
      optional: ['weight', 'pos_weight'],
      reductions: ['none', 'sum', 'mean'],
    });
  });

  it('gives way to what the module says', async () => {
    const { losses, ...rest } = await module.describe();
    expect(losses['triplet_margin@trouble']).toMatchObject({ origin: 'composed', reductions: ['mean'] });
    expect(rest).toMatchObject({
      name: 'fake module',
      version: '3.1',
      device: 'cpu',
      deterministic: true,
      validates: false,
      arithmetic: {
        f64: { storage: 'f64', arithmetic: 'f64', accumulator: 'f64', subnormals: 'kept' },
        f32: { storage: 'f32', arithmetic: 'f64', accumulator: 'f64', subnormals: 'kept' },
      },
    });
  });
});

describe('a module', () => {
  const grid = {
    prediction: [
      [3, 0, 1, -5],
      [2, 2],
    ] as [number[], number[]],
    target: [
      [0, 0, 0, 0],
      [2, 2],
    ] as [number[], number[]],
  };

  it('gets lists of a known rank and returns numbers or lists, flat ones too', async () => {
    // Huber at delta 2: 2 (3 - 1), 0, 1/2, 2 (5 - 1).
    expect(await ask(question('huber', grid, { params: { delta: 2 } }))).toEqual([3.125]);
    const ones = typedTensor('f64', [1, 1, 1, 1], [2, 2]);
    const none = question('huber', grid, { params: { delta: 2 }, reduction: 'none', cotangent: ones });
    const [outcome] = await module.evaluate([none]);
    expect(output(outcome, 'value')).toEqual([4, 0, 0.5, 8]);
    expect(outcome?.status === 'value' && outcome.outputs.value?.shape).toEqual([2, 2]);
  });

  it('gets the axes that the spec leaves open as one', async () => {
    const ones = typedTensor('f64', new Array(6).fill(1), [1, 2, 3]);
    // softplus(0), and where the logit is infinite this function's own NaN.
    const logits: [number[], number[]] = [
      [0, 0, 0, -Infinity, 0, 0],
      [1, 2, 3],
    ];
    const c = question(
      'bce_with_logits',
      {
        logits,
        target: [
          [0, 0, 0, 0, 0, 0],
          [1, 2, 3],
        ],
      },
      { reduction: 'none', cotangent: ones },
    );
    const [outcome] = await module.evaluate([c]);
    expect(output(outcome, 'value')).toEqual([Math.LN2, Math.LN2, Math.LN2, Number.NaN, Math.LN2, Math.LN2]);
    expect(outcome?.status === 'value' && outcome.outputs.value?.shape).toEqual([1, 2, 3]);
    const scalar = question('huber', { prediction: [[3], []], target: [[0], []] }, { params: { delta: 2 } });
    expect(await ask(scalar)).toEqual([4]);
    expect(await ask({ ...scalar, reduction: 'none' })).toEqual([4]);
    const empty = question('huber', { prediction: [[], [2, 0]], target: [[], [2, 0]] }, { params: { delta: 2 } });
    expect(await ask({ ...empty, reduction: 'none', cotangent: typedTensor('f64', [], [2, 0]) })).toEqual([]);
  });

  it('returns gradients times the cotangent', async () => {
    const weighted = question(
      'mse',
      { prediction: [[1, 2], [2]], target: [[0, 0], [2]], weight: [[1, 3], [2]] },
      {
        params: { denominator: 'weight' },
        cotangent: typedTensor('f64', [4], []),
        wants: ['value', 'gradient.target'],
      },
    );
    // (1 + 3 * 4) / 4, and -4 * 2 (1 * 1, 3 * 2) / 4.
    expect(await ask(weighted)).toEqual([3.25]);
    expect(await ask(weighted, 'gradient.target')).toEqual([-2, -12]);
    expect(await ask({ ...weighted, params: { denominator: 'count' } })).toEqual([6.5]);
  });

  it('is rounded once to the dtype', async () => {
    const c = question('mse', { prediction: [[1], [1]], target: [[2 ** -20], [1]] }, { dtype: 'f32' });
    // (1 - 2^-20)^2 = 1 - 2^-19 + 2^-40, of which float32 keeps 1 - 2^-19.
    expect(await ask(c)).toEqual([1 - 2 ** -19]);
  });

  it('may be asynchronous', async () => {
    const c = question(
      'log_cosh',
      { prediction: [[3], [1]], target: [[3], [1]] },
      { reduction: 'none', cotangent: typedTensor('f64', [1], [1]) },
    );
    expect(await ask(c)).toEqual([0]);
  });

  it('that has no gradient of a loss says so', async () => {
    expect(await ask(question('huber', grid, { params: { delta: 2 }, wants: ['gradient.prediction'] }))).toBe(
      '{"status":"unsupported","what":"gradient.prediction of huber"}',
    );
  });
});

describe('trouble', () => {
  const cases = Array.from({ length: 10 }, (_, i) => question('triplet_margin', { anchor: [[i], [1, 1]] }));

  it('costs one case each', async () => {
    const outcomes = await module.evaluate(cases, 'trouble');
    expect(outcomes.map(({ status }) => status)).toEqual([
      'value',
      'rejected',
      'adapter_error',
      'unsupported',
      'crash',
      'timeout',
      'adapter_error',
      'adapter_error',
      'protocol_error',
      'value',
    ]);
    const text = outcomes.map((o) => JSON.stringify(o));
    expect(text[1]).toMatch(/"kind":"RangeError","message":"margin must not be negative"/);
    expect(text[2]).toMatch(/a fault/);
    // The author's frames, and none of the suite's.
    expect(text[2]).toMatch(/at .*losses\.mjs/);
    expect(text[2]).not.toMatch(/answer-case|host\.ts|node:internal/);
    expect(text[3]).toMatch(/"what":"swap"/);
    expect(text[4]).toMatch(/exited with code 9/);
    expect(text[6]).toMatch(/value of triplet_margin is undefined, but must be a number or a list of numbers/);
    expect(text[7]).toMatch(/value of triplet_margin\[1\] has 1 entries where the others have 2/);
    expect(text[8]).toMatch(/output value: its shape is \[3\], expected \[\]/);
    expect(output(outcomes[9], 'value')).toEqual([9]);
    expect(module.incomplete).toBeUndefined();
  });

  it('of a function that does not come back from its trial is its own: it is asked as one that answers no example', async () => {
    const module = moduleImplementation(fake('does-not-come-back.mjs'), { timeoutMs: 700 });
    const { losses } = await module.describe();
    expect(Object.keys(losses)).toEqual(['mae', 'mse', 'huber']);
    expect(losses.mse).toMatchObject({ reductions: ['mean'], wants: ['value'], params: {} });
    const asked = ['mae', 'mse', 'huber', 'mae'].map((id) =>
      question(id, { prediction: [[1, 4], [2]], target: [[0, 2], [2]] }),
    );
    const outcomes = await module.evaluate(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['value', 'timeout', 'crash', 'value']);
    expect(output(outcomes[0], 'value')).toEqual([1.5]);
    await module.close();
  });

  it('starts nothing any more where it is closed during a trial', async () => {
    const module = moduleImplementation(fake('does-not-come-back.mjs'));
    const failure = module.describe().catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await module.close();
    expect(((await failure) as Error).message).toBe('the implementation was closed');
    expect(module.ended).toBeDefined();
  });

  it('is a refusal where the author throws it, and a fault where the engine does', async () => {
    const thrown = [10, 11].map((i) => question('triplet_margin', { anchor: [[i], [1, 1]] }));
    const [refusal, fault] = await module.evaluate(thrown, 'trouble');
    expect(refusal).toEqual({ status: 'rejected', kind: 'TypeError', message: 'labels must be integers' });
    expect(fault?.status).toBe('adapter_error');
    expect(JSON.stringify(fault)).toMatch(
      /Cannot read properties of undefined \(reading 'margin'\)\\n +at .*losses\.mjs/,
    );
  });

  it('with a form that is not there is unsupported', async () => {
    expect((await module.evaluate(cases.slice(0, 1), 'another'))[0]?.status).toBe('unsupported');
  });
});

describe('modules of other kinds', () => {
  it('the one in docs/protocol.md', async () => {
    const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const folder = mkdtempSync(join(tmpdir(), 'lossproof-'));
    const file = join(folder, 'mine.mjs');
    writeFileSync(file, page.match(/```js\n(export const losses.*?)```/s)![1]!);
    const mine = moduleImplementation(file);
    expect((await mine.describe()).losses.huber).toMatchObject({
      params: { delta: 'any' },
      reductions: ['none', 'sum', 'mean'],
    });
    const c = question(
      'huber',
      {
        prediction: [
          [3, 1],
          [1, 2],
        ],
        target: [
          [0, 0],
          [1, 2],
        ],
      },
      { params: { delta: 2 }, reduction: 'sum' },
    );
    expect(output((await mine.evaluate([c]))[0], 'value')).toEqual([4.5]);
    await mine.close();
    rmSync(folder, { recursive: true });
  });

  it('the one in docs/protocol.md that copies its operands, with what it says of them and without', async () => {
    const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const text = page.match(/```js\n(const mean.*?)```/s)![1]!;
    const folder = mkdtempSync(join(tmpdir(), 'lossproof-'));
    const optionalOf = async (name: string, lines: string): Promise<readonly string[] | undefined> => {
      writeFileSync(join(folder, name), lines);
      const copying = moduleImplementation(join(folder, name));
      const { losses } = await copying.describe();
      await copying.close();
      return losses.mse?.optional;
    };
    expect(await optionalOf('says.mjs', text)).toEqual([]);
    expect(await optionalOf('does-not.mjs', text.replace('optional: []', ''))).toEqual(['weight']);
    rmSync(folder, { recursive: true });
  });

  it.each(['common.cjs', 'typed.ts'])('%s', async (name) => {
    const other = moduleImplementation(fake(name));
    const c = question(
      'mse',
      { prediction: [[3], [1]], target: [[1], [1]] },
      { reduction: 'none', cotangent: typedTensor('f64', [1], [1]) },
    );
    expect(output((await other.evaluate([c]))[0], 'value')).toEqual([4]);
    expect((await other.describe()).losses.mse?.reductions).toEqual(['none']);
    expect((await other.describe()).name).toBe(name);
    await other.close();
  });

  it.each([
    ['no-losses.mjs', /it exports no `losses`; write: export const losses =/],
    ['no-function.mjs', /losses.mse is number, but must be a function/],
    [
      'no-such-loss.mjs',
      /losses.mean_squared is no loss of the spec; `lossproof list` has the names\. A loss of yours is given with --loss/,
    ],
    [
      'misspelt-loss.mjs',
      /losses.hubber is no loss of the spec\. Did you mean huber\? A loss of yours is given with --loss DIR\.$/,
    ],
    [
      'slash-in-form.mjs',
      /losses\["softmax@F.softmax\(logits\/T\)"\]: the name of a form must not be empty, nor have any of \//,
    ],
    ['throws-at-import.mjs', /throws-at-import.mjs: no weights file/],
  ])('%s does not start, and says why', async (name, says) => {
    const failure = await moduleImplementation(fake(name))
      .describe()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AdapterStartError);
    expect((failure as Error).message).toMatch(says);
    expect((failure as Error).message).not.toMatch(/\n {4}at /);
  });

  it('a file that is not there', () => {
    expect(() => moduleImplementation(fake('nowhere.js'))).toThrow(/there is no module at .*nowhere.js/);
  });
});
