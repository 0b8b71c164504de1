import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { lightgbm as dialect } from '../../../spec/dialects/lightgbm.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'lightgbm');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const lightgbm = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => lightgbm.close());

const losses = [
  ...['mse', 'mae', 'huber', 'pinball', 'mape', 'poisson_nll', 'poisson_nll_rate'],
  ...['bce', 'bce@cross_entropy', 'cross_entropy'],
  ...['bce_with_logits', 'bce_with_logits@cross_entropy', 'bce_with_logits@cross_entropy_lambda'],
];
/** Whose examples it gets wrong: see conformance/expectations/lightgbm.json. */
const deviating = losses.filter((loss) => /^(bce_with_logits|cross_entropy)/.test(loss));

it('has every loss of the dialect, as a mean without gradients, and names only what the spec has', async () => {
  const description = await lightgbm.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, wants, reductions }] of Object.entries(description.losses))
    expect([origin, wants, reductions], name).toEqual(['library', ['value'], ['mean']]);
});

it.each(losses)('%s on the examples of the spec', async (loss) => {
  const { asked, wrong } = await askExamples(lightgbm, loss, dialect, 'f32');
  // Soft labels are found to be lacking only when they are asked for.
  const answered = wrong.filter((text) => !text.includes('"status":"unsupported"'));
  expect(asked).toBeGreaterThan(wrong.length - answered.length);
  if (deviating.includes(loss)) expect(asked).toBeGreaterThan(answered.length);
  else expect(answered).toEqual([]);
});

async function answerTo(loss: string, given: Sample): Promise<unknown> {
  const [outcome] = await lightgbm.evaluate([caseOf(specs[loss]!, given, 'f32', ['value'])]);
  return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome?.status;
}

it('a mean divides by the summed weights, and an empty batch is refused', async () => {
  const operands = { prediction: [1, 3], target: [0, 0], weight: [1, 3] };
  expect(await answerTo('mse', { operands })).toBe(7);
  // Huber at delta 1: 1/2 and 5/2.
  expect(await answerTo('huber', { operands, params: { delta: 1 } })).toBe(2);
  expect(await answerTo('mse', { operands: { prediction: [], target: [] } })).toBe('rejected');
});

it('no log loss is above that of a probability of 1e-15: see conformance/expectations/lightgbm.json', async () => {
  const ceiling = Math.fround(-Math.log(Math.fround(1e-15)));
  expect(await answerTo('bce_with_logits', { operands: { logits: [-50], target: [1] } })).toBe(ceiling);
  expect(await answerTo('cross_entropy', { operands: { logits: [[0, 50]], target: [0] } })).toBe(ceiling);
});
