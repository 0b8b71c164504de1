import { expect, it } from 'vitest';
import { lightgbm as dialect } from '../../../spec/dialects/lightgbm.ts';
import { metricsAdapter } from '../test-support/metrics-adapter.ts';

const { expectMeansOf, examplesOf, answerTo } = metricsAdapter('lightgbm', dialect, import.meta.url);

const losses = [
  ...['mse', 'mae', 'huber', 'pinball', 'mape', 'poisson_nll', 'poisson_nll_rate'],
  ...['bce', 'bce@cross_entropy', 'cross_entropy'],
  ...['bce_with_logits', 'bce_with_logits@cross_entropy', 'bce_with_logits@cross_entropy_lambda'],
];

it('has every loss of the dialect, as a mean without gradients, and names only what the spec has', async () => {
  const told = await expectMeansOf(losses);
  for (const [name, { origin }] of Object.entries(told)) expect(origin, name).toBe('library');
});

it.each(losses)('%s on the examples of the spec', async (loss) => {
  const { answered, wrong } = await examplesOf(loss);
  expect(answered).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

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
