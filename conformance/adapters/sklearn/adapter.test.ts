import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sklearn as dialect } from '../../../spec/dialects/sklearn.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'sklearn');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const sklearn = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => sklearn.close());

/** Functions of sklearn.metrics, which have no gradients, and classes of sklearn._loss, which have. */
const metrics = [
  ...['mse', 'mae', 'msle', 'mape', 'pinball', 'bce', 'brier'],
  ...['hinge', 'categorical_hinge', 'cosine_distance'],
];
const classes = [
  'mae@AbsoluteError',
  'pinball@PinballLoss',
  'huber',
  'poisson_nll',
  'bce_with_logits',
  'cross_entropy',
];
/** Whose examples it gets wrong: see conformance/expectations/sklearn.json. */
const deviating = ['hinge'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await sklearn.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...metrics, ...classes].sort());
  expect([...metrics, ...classes]).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, wants }] of Object.entries(description.losses)) {
    expect(origin, name).toBe('library');
    expect(wants.length, name).toBe(classes.includes(name) ? 2 : 1);
  }
});

it.each([...metrics, ...classes])('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(sklearn, loss, dialect, 'f64');
  // Soft labels, and weights of single elements, are found to be lacking only when they are asked for.
  const answered = wrong.filter((text) => !text.includes('"status":"unsupported"'));
  expect(asked).toBeGreaterThan(wrong.length - answered.length);
  if (deviating.includes(loss)) expect(answered).not.toEqual([]);
  else expect(answered).toEqual([]);
});

describe('options', () => {
  const outputs = async (loss: string, given: Sample, wants: readonly Want[]): Promise<unknown> => {
    const [outcome] = await sklearn.evaluate([caseOf(specs[loss]!, given, 'f64', wants)]);
    return outcome?.status === 'value' ? wants.map((want) => [...outcome.outputs[want]!.data]) : outcome?.status;
  };

  it('a mean divides by the summed sample weights, in value and gradient', async () => {
    const operands = { prediction: [1, 3], target: [0, 0], weight: [1, 3] };
    // Huber at delta 1: 1/2 and 5/2, of slope 1 both.
    expect(await outputs('huber', { operands }, ['value', 'gradient.prediction'])).toEqual([[2], [0.25, 0.75]]);
    expect(await outputs('mse', { operands }, ['value'])).toEqual([[7]]);
  });

  it('weights that sum to 0 are refused, and so is NaN', async () => {
    const none = { prediction: [1], target: [0], weight: [0] };
    expect(await outputs('mse', { operands: none, params: { empty: 'throw' } }, ['value'])).toBe('rejected');
    expect(await outputs('mse', { operands: { prediction: [Number.NaN], target: [0] } }, ['value'])).toBe('rejected');
  });
});
