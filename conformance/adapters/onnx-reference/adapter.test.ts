import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { onnx as dialect } from '../../../spec/dialects/onnx.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'onnx.reference');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const evaluator = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => evaluator.close());

/** Operators of the standard; mse is put together from some. */
const losses = ['nll', 'cross_entropy', 'softmax', 'log_softmax', 'log_sum_exp', 'clip_grad_value', 'mse'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await evaluator.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, wants }] of Object.entries(description.losses)) {
    expect(origin, name).toBe(name === 'mse' ? 'composed' : 'library');
    expect(wants, name).toEqual(['value']);
  }
});

describe.each(losses)('%s', (loss) => {
  it.each<Dtype>(['f64', 'f32', 'f16'])('is right on the examples of the spec in %s', async (dtype) => {
    const { asked, wrong } = await askExamples(evaluator, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    // Its log(softmax(x)) is -infinity at a gap of 40: see conformance/expectations/onnx-reference.json.
    if (loss === 'log_softmax' && dtype === 'f16')
      expect(wrong).toEqual([expect.stringMatching('infinite, not finite')]);
    else expect(wrong).toEqual([]);
  });
});

describe('ignored labels', () => {
  const logits = [
    [0, 0],
    [0, 0],
  ];
  const mean = async (ignore_index: number | null, target: number[]): Promise<unknown> => {
    const given: Sample = { operands: { logits, target }, params: { ignore_index, denominator: 'target_weight' } };
    const [outcome] = await evaluator.evaluate([caseOf(specs.cross_entropy!, given, 'f64', ['value'])]);
    return outcome?.status === 'value' ? [...outcome.outputs.value!.data] : outcome?.status;
  };

  it.each([
    [-100, [-100, 0]],
    [1, [0, 1]],
  ])('of %i do not count', async (ignored, target) => {
    expect(await mean(ignored, target)).toEqual([Math.LN2]);
  });

  it('without ignore_index a label out of range is refused', async () => {
    expect(await mean(null, [0, 2])).toBe('rejected');
  });
});
