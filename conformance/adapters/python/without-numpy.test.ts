import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { type Case, typedTensor, type Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import type { Outcome } from '../../outcome.ts';
import { findPython } from '../test-support/find-python.ts';

const { python, reason } = findPython('struct');
beforeEach(({ skip }) => skip(!python, reason));

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
// Where numpy is installed, it is as if it were not.
const path = mkdtempSync(join(tmpdir(), 'without-numpy-'));
writeFileSync(join(path, 'numpy.py'), 'raise ImportError("there is no numpy")\n');
const environment = { PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' };
const adapter = processImplementation([python ?? 'python3', here('fakes/lists.py')], { environment });
afterAll(async () => {
  await adapter.close();
  rmSync(path, { recursive: true });
});

function mse(dtype: Dtype, prediction: number[], wants: Want[] = ['value']): Case {
  const operand = typedTensor(dtype, prediction, [1, prediction.length]);
  return {
    loss: 'mse',
    dtype,
    reduction: 'mean',
    params: { delta: 0.25, ignore_index: 2 ** 30 + 1 },
    operands: { prediction: operand, target: operand },
    cotangent: typedTensor(dtype, [3], []),
    wants,
    regime: 'ordinary',
  };
}
const output = (outcome: Outcome | undefined, want: Want = 'value'): number[] | string =>
  outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : JSON.stringify(outcome);
function code(...lines: string[]): string {
  const text = ['import math, struct, lossproof_adapter as a', ...lines].join('\n');
  const run = spawnSync(python!, ['-c', text], {
    cwd: here('.'),
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  expect(run.stderr).toBe('');
  return run.stdout.trim();
}

describe('numbers without numpy', () => {
  const bits = (numbers: string, dtype: Dtype): string[] =>
    code(`print(" ".join(a._pack([x], "${dtype}")[::-1].hex() for x in [${numbers}]))`).split(' ');

  it('are rounded to bfloat16 once: to nearest, ties to even', () => {
    // Halfway between 1 and its successor 1 + 2^-7; halfway above that; just above halfway, by less than a float32 shows.
    expect(bits('1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-8 + 2**-40, -1 - 2**-8 - 2**-40', 'bf16')).toEqual([
      '3f80',
      '3f82',
      '3f81',
      'bf81',
    ]);
    // The largest bfloat16, the tie that overflows, below it, and beyond float32.
    const largest = '(2 - 2**-7) * 2.0**127, (2 - 2**-8) * 2.0**127, (2 - 2**-8 - 2**-30) * 2.0**127, -1e300';
    expect(bits(largest, 'bf16')).toEqual(['7f7f', '7f80', '7f7f', 'ff80']);
    // Smallest subnormal, the tie with 0, above it, far below, and the zeros.
    const small = '2.0**-133, 2.0**-134, 1.5 * 2.0**-134, 1e-300, -1e-300, 0, -0.0';
    expect(bits(small, 'bf16')).toEqual(['0001', '0000', '0001', '0000', '8000', '0000', '8000']);
    expect(bits('math.nan, math.inf, -math.inf', 'bf16')).toEqual(['7fc0', '7f80', 'ff80']);
  });
  it('are rounded to float16 and float32 once', () => {
    expect(bits('1 + 2**-11, 1 + 2**-11 + 2**-40, 65520, 65519, math.nan', 'f16')).toEqual([
      '3c00',
      '3c01',
      '7c00',
      '7bff',
      '7e00',
    ]);
    expect(bits('1 + 2**-24, 1 + 3 * 2**-24, 1e39, -1e39', 'f32')).toEqual([
      '3f800000',
      '3f800002',
      '7f800000',
      'ff800000',
    ]);
  });
  it('have every bit pattern of 16 bits, quiet NaN with what they carry', () => {
    const changed = code(
      'every = [struct.pack("<H", n) for n in range(65536)]',
      'back = {d: [a._pack(a._unpack(b, d), d) for b in every] for d in ("f16", "bf16")}',
      'print({d: sum(b != c for b, c in zip(every, back[d])) for d in back})',
    );
    // The signalling ones, of both signs, become quiet, as everywhere.
    expect(changed).toBe(`{'f16': ${2 * 511}, 'bf16': ${2 * 63}}`);
  });
});

describe('an adapter without numpy', () => {
  it('starts, and gives every dtype back bit for bit', async () => {
    expect(await adapter.describe()).toMatchObject({ name: 'lists', arithmetic: { bf16: { storage: 'bf16' } } });
  });
  it('reads numbers and whole numbers among the parameters', async () => {
    const outcomes = await adapter.evaluate([mse('f64', [1, 0]), mse('bf16', [1, 0])]);
    expect(outcomes.map((outcome) => output(outcome))).toEqual([[2 ** 30 + 1.25], [2 ** 30]]);
  });
  it('returns lists in C order, of which each number is rounded once', async () => {
    const [outcome] = await adapter.evaluate([mse('bf16', [2, 0.5, -1], ['value', 'gradient.prediction'])]);
    expect(output(outcome)).toEqual([1 + 2 ** -7]);
    expect(outcome).toMatchObject({ outputs: { 'gradient.prediction': { shape: [1, 3], dtype: 'bf16' } } });
    expect(output(outcome, 'gradient.prediction')).toEqual([4, 1, -2]);
    const [large] = await adapter.evaluate([mse('f32', [5, 0], ['value', 'gradient.prediction'])]);
    expect([output(large), output(large, 'gradient.prediction')]).toEqual([[Infinity], [-Infinity, -Infinity]]);
  });
  it('is told where a list has too few numbers', async () => {
    const [outcome] = await adapter.evaluate([mse('f64', [3, 0], ['value', 'gradient.prediction'])]);
    expect(outcome).toMatchObject({
      status: 'adapter_error',
      trace: expect.stringMatching(/ValueError: 1 numbers do not fill the shape \[1, 2\]/),
    });
  });
  it('has shapes, the cotangent, and None for what is not given', async () => {
    const [outcome] = await adapter.evaluate([mse('f64', [4, 0])]);
    expect(output(outcome)).toEqual([1 + 2 + 3 + 1]);
  });
  it('says what to do where numpy was asked for', async () => {
    const wanting = processImplementation([python!, here('fakes/lists.py'), '--numpy'], { environment });
    await expect(wanting.describe()).rejects.toThrow(
      /numpy is not installed: pip install numpy, or serve\(.*numpy=False\)/,
    );
    await wanting.close();
  });
});
