import { expect, it } from 'vitest';
import { catboost as dialect } from '../../../spec/dialects/catboost.ts';
import { metricsAdapter } from '../test-support/metrics-adapter.ts';

const { expectMeansOf, examplesOf, answerTo } = metricsAdapter('catboost', dialect, import.meta.url);

const losses = [
  ...['mse', 'mae', 'mae@Lq', 'pinball', 'pinball@delta_0', 'expectile', 'huber', 'log_cosh', 'mape', 'msle'],
  ...['poisson_nll', 'bce_with_logits', 'bce_with_logits@Logloss', 'binary_focal'],
  ...['hinge', 'categorical_hinge', 'cross_entropy'],
];
/** Whose examples it gets wrong: see conformance/expectations/catboost.json. */
const deviating = ['mae', 'pinball', 'log_cosh'];

it('has every loss of the dialect, as a mean without gradients, and names only what the spec has', async () => {
  const told = await expectMeansOf(losses);
  for (const [name, { origin }] of Object.entries(told)) expect(origin, name).toBe('library');
});

it.each(losses)('%s on the examples of the spec', async (loss) => {
  const { answered, wrong } = await examplesOf(loss);
  expect(answered).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

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
