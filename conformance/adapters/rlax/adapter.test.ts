import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { rlax as dialect } from '../../../spec/dialects/rlax.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'jax', 'rlax');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const rlax = processImplementation([python ?? 'python3', script], { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => rlax.close());

const losses = ['clipped_surrogate_ratio', 'cross_entropy', 'bce', 'huber', 'expectile', 'pinball'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await rlax.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

describe.each(losses)('%s', (loss) => {
  it.each<Dtype>(['f64', 'f32'])('on the examples of the spec in %s, under every reduction', async (dtype) => {
    const { asked, wrong } = await askExamples(rlax, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});

it('where it leaves the mathematics: see conformance/expectations/rlax.json', async () => {
  const gradient = async (loss: string, want: Want, sample: Sample): Promise<unknown> => {
    const [outcome] = await rlax.evaluate([caseOf(specs[loss]!, sample, 'f32', [want])]);
    return outcome?.status === 'value' ? outcome.outputs[want]!.data[0] : outcome;
  };
  // Certain and right: 1, and what the branch that is not taken makes of it.
  const certain = { operands: { probability: [0], target: [0] } };
  expect(await gradient('bce', 'gradient.probability', certain)).toBe(Number.NaN);
  // On the border where the loss is smooth the slope is -1.
  const border = { operands: { ratio: [0.5], advantage: [1] }, params: { epsilon: 0.5 } };
  expect(await gradient('clipped_surrogate_ratio', 'gradient.ratio', border)).toBe(-0.5);
});
