import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { type Case, typedTensor, type Want } from '../../case.ts';
import { type ProcessImplementation, processImplementation } from '../../implementations/process.ts';
import type { Outcome } from '../../outcome.ts';
import { findPython } from '../test-support/find-python.ts';

const { python, reason } = findPython('numpy');
beforeEach(({ skip }) => skip(!python, reason));

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const started = new Map<string, ProcessImplementation>();
/** The adapter of this script; one process for all tests. */
function adapter(script: string): ProcessImplementation {
  const implementation = started.get(script) ?? processImplementation([python!, here(script)]);
  started.set(script, implementation);
  return implementation;
}
afterAll(async () => {
  for (const implementation of started.values()) await implementation.close();
});

function mse(dtype: Dtype, prediction: number[], more: Partial<Case> = {}): Case {
  const zeros = prediction.map(() => 0);
  return {
    loss: 'mse',
    dtype,
    reduction: 'mean',
    params: { denominator: 'weight', empty: 'nan' },
    operands: {
      prediction: typedTensor(dtype, prediction, [prediction.length]),
      target: typedTensor(dtype, zeros, [prediction.length]),
    },
    cotangent: typedTensor(dtype, [1], []),
    wants: ['value'],
    regime: 'ordinary',
    ...more,
  };
}
const output = (outcome: Outcome | undefined, want: Want = 'value'): number[] | string =>
  outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : JSON.stringify(outcome);

describe('encode and decode', () => {
  /** The bits, most significant first, of numbers written in Python and encoded in a dtype. */
  function encoded(numbers: string, dtype: Dtype): string[] {
    const code = [
      'import base64, numpy as np, lossproof_adapter as a',
      `t = a.encode(np.array([${numbers}], np.float64), "${dtype}")`,
      `w = a.NUMPY["${dtype}"]`,
      'print(" ".join(x.tobytes()[::-1].hex() for x in np.frombuffer(base64.b64decode(t["data"]), w)))',
    ].join('\n');
    const { stdout, stderr } = spawnSync(python!, ['-W', 'error', '-c', code], { cwd: here('.'), encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split(' ');
  }

  it('round float64 to bfloat16 once: to nearest, ties to even', () => {
    // Halfway between 1 and its successor 1 + 2^-7; halfway above that; just above halfway, by less than a float32 shows.
    expect(encoded('1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-8 + 2**-40, -1 - 2**-8 - 2**-40', 'bf16')).toEqual([
      '3f80',
      '3f82',
      '3f81',
      'bf81',
    ]);
    // The largest bfloat16, the tie that overflows, below it, and beyond float32.
    const largest = '(2 - 2**-7) * 2.0**127, (2 - 2**-8) * 2.0**127, (2 - 2**-8 - 2**-30) * 2.0**127, -1e300';
    expect(encoded(largest, 'bf16')).toEqual(['7f7f', '7f80', '7f7f', 'ff80']);
    // Smallest subnormal, the tie with 0, above it, far below.
    expect(encoded('2.0**-133, 2.0**-134, 1.5 * 2.0**-134, 1e-300, -1e-300', 'bf16')).toEqual([
      '0001',
      '0000',
      '0001',
      '0000',
      '8000',
    ]);
    expect(encoded('np.nan, np.inf, -np.inf, -0.0', 'bf16')).toEqual(['7fc0', '7f80', 'ff80', '8000']);
  });

  it('round float64 to float16 and float32 once', () => {
    expect(encoded('1 + 2**-11, 1 + 2**-11 + 2**-40, 65520, 65519', 'f16')).toEqual(['3c00', '3c01', '7c00', '7bff']);
    expect(encoded('1 + 2**-24, 1 + 3 * 2**-24, 1e39', 'f32')).toEqual(['3f800000', '3f800002', '7f800000']);
  });
});

describe('the worked example', () => {
  const example = (): ProcessImplementation => adapter('example.py');

  it('starts, and gives every dtype back bit for bit', async () => {
    const { losses, language } = await example().describe();
    expect(language).toMatch(/^Python 3\./);
    expect(losses.mse?.wants).toEqual(['value', 'gradient.prediction', 'gradient.target', 'gradient.weight']);
  });

  it.each<Dtype>(['f64', 'f32', 'f16', 'bf16'])('computes values and gradients in %s', async (dtype) => {
    const weighted = mse(dtype, [1, 2]);
    const weight = typedTensor(dtype, [1, 3], [2]);
    const c: Case = {
      ...weighted,
      operands: { ...weighted.operands, weight },
      cotangent: typedTensor(dtype, [2], []),
      wants: ['value', 'gradient.prediction', 'gradient.target', 'gradient.weight'],
    };
    const [byWeight, byCount, terms] = await example().evaluate([
      c,
      { ...c, params: { ...c.params, denominator: 'count' } },
      { ...c, reduction: 'none', cotangent: typedTensor(dtype, [1, 2], [2]) },
    ]);
    // (1 + 3 * 4) / 4; 2 * 2 w e / 4; 2 (e^2 - 3.25) / 4.
    expect(output(byWeight)).toEqual([3.25]);
    expect(output(byWeight, 'gradient.prediction')).toEqual([1, 6]);
    expect(output(byWeight, 'gradient.target')).toEqual([-1, -6]);
    expect(output(byWeight, 'gradient.weight')).toEqual([-1.125, 0.375]);
    expect(output(byCount)).toEqual([6.5]);
    expect(output(byCount, 'gradient.weight')).toEqual([1, 4]);
    expect(output(terms)).toEqual([1, 12]);
    expect(output(terms, 'gradient.prediction')).toEqual([2, 24]);
  });

  it('keeps NaN under weight 0 out', async () => {
    const c = mse('f32', [Number.NaN, 2], { wants: ['value', 'gradient.prediction'] });
    const weight = typedTensor('f32', [0, 1], [2]);
    const [outcome] = await example().evaluate([{ ...c, operands: { ...c.operands, weight } }]);
    expect([output(outcome), output(outcome, 'gradient.prediction')]).toEqual([[4], [0, 4]]);
  });
});

describe('what a function may do', () => {
  const params = { delta: 0.25, ignore_index: 2 ** 30 + 1 };
  const ask = async (what: number, dtype: Dtype = 'bf16') => {
    const [outcome] = await adapter('fakes/answers.py').evaluate([mse(dtype, [what], { params })], 'fake');
    return outcome;
  };

  it('raise Rejected, Unsupported and anything else', async () => {
    expect(await ask(1)).toEqual({ status: 'rejected', kind: 'ValueError', message: 'a negative weight' });
    expect(await ask(2)).toEqual({ status: 'unsupported', what: 'weights' });
    expect(await ask(3)).toMatchObject({ status: 'adapter_error', trace: expect.stringMatching(/ZeroDivisionError/) });
  });
  it('return less than was asked for', async () => {
    expect(await ask(4)).toEqual({ status: 'unsupported', what: 'value of mse' });
  });
  it('return more precision than the dtype has', async () => {
    expect(output(await ask(5))).toEqual([1 + 2 ** -7]);
  });
  it('read numbers and whole numbers among the parameters', async () => {
    // The label 2^30 + 1 travels as i64, since bfloat16 does not hold it.
    expect(output(await ask(6, 'f64'))).toEqual([2 ** 30 + 1.5]);
    expect(output(await ask(6))).toEqual([2 ** 30]);
  });
  it('not change its input in f64, f32 and f16', async () => {
    for (const dtype of ['f64', 'f32', 'f16'] as const) {
      expect(await ask(7, dtype)).toMatchObject({ trace: expect.stringMatching(/read-only/) });
    }
  });
  it('print and read without disturbing the protocol', async () => {
    expect(output(await ask(8))).toEqual([8]);
    expect(output(await ask(9))).toEqual([0.5]);
  });
  it('not be run by hand', () => {
    const { LOSSPROOF_NONCE: _, ...environment } = process.env;
    const run = spawnSync(python!, [here('example.py')], { encoding: 'utf8', env: environment });
    expect([run.status, run.stderr]).toEqual([1, expect.stringMatching(/run it with `lossproof run -- python3/)]);
  });
});
