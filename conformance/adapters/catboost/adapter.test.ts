import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { catboost as dialect } from '../../../spec/dialects/catboost.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'catboost');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const catboost = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => catboost.close());

const losses = [
  ...['mse', 'mae', 'mae@Lq', 'pinball', 'pinball@delta_0', 'expectile', 'huber', 'log_cosh', 'mape', 'msle'],
  ...['poisson_nll', 'bce_with_logits', 'bce_with_logits@Logloss', 'binary_focal'],
  ...['hinge', 'categorical_hinge', 'cross_entropy'],
];
/** Whose examples it gets wrong: see conformance/expectations/catboost.json. */
const deviating = ['mae', 'pinball', 'log_cosh', 'msle', 'binary_focal'];

it('has every loss of the dialect, as a mean without gradients, and names only what the spec has', async () => {
  const description = await catboost.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, wants, reductions }] of Object.entries(description.losses))
    expect([origin, wants, reductions], name).toEqual(['library', ['value'], ['mean']]);
});

it.each(losses)('%s on the examples of the spec', async (loss) => {
  const { asked, wrong } = await askExamples(catboost, loss, dialect, 'f32');
  // Soft labels and an empty batch are found to be lacking only when they are asked for.
  const answered = wrong.filter((text) => !text.includes('"status":"unsupported"'));
  expect(asked).toBeGreaterThan(wrong.length - answered.length);
  if (!deviating.includes(loss)) expect(answered).toEqual([]);
});

async function answerTo(loss: string, given: Sample): Promise<unknown> {
  const [outcome] = await catboost.evaluate([caseOf(specs[loss]!, given, 'f32', ['value'])]);
  return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome?.status;
}

it('a mean divides by the summed weights, and is 0 where they sum to 0', async () => {
  const operands = { prediction: [1, 3], target: [0, 0], weight: [1, 3] };
  expect(await answerTo('mse', { operands })).toBe(7);
  // Huber at delta 1: 1/2 and 5/2.
  expect(await answerTo('huber', { operands, params: { delta: 1 } })).toBe(2);
  expect(await answerTo('mse', { operands: { prediction: [1], target: [0], weight: [0] } })).toBe(0);
});

it('MAE is 1e-6 too little, LogCosh negative: see conformance/expectations/catboost.json', async () => {
  expect(await answerTo('mae', { operands: { prediction: [1], target: [0] } })).toBe(Math.fround(1 - 1e-6));
  expect(await answerTo('log_cosh', { operands: { prediction: [0], target: [0] } })).toBeLessThan(-1e-6);
});
