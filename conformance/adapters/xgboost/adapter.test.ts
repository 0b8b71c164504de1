import { expect, it } from 'vitest';
import { xgboost as dialect } from '../../../spec/dialects/xgboost.ts';
import { metricsAdapter } from '../test-support/metrics-adapter.ts';

const { expectMeansOf, examplesOf, answerTo } = metricsAdapter('xgboost', dialect, import.meta.url);

/** Metrics, and the squares of two that are roots. */
const metrics = ['mae', 'mape', 'pseudo_huber', 'pinball', 'bce', 'bce_with_logits', 'cross_entropy'];
const composed = ['mse', 'msle'];
const losses = [...metrics, ...composed];

it('has every loss of the dialect, as a mean without gradients, and names only what the spec has', async () => {
  const told = await expectMeansOf(losses);
  for (const [name, { origin }] of Object.entries(told))
    expect(origin, name).toBe(composed.includes(name) ? 'composed' : 'library');
});

it.each(losses)('%s on the examples of the spec', async (loss) => {
  const { answered, wrong } = await examplesOf(loss);
  expect(answered).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

it('a mean divides by the summed weights, and a label that is NaN is refused', async () => {
  const operands = { prediction: [1, 3], target: [0, 0], weight: [1, 3] };
  expect(await answerTo('mae', { operands })).toBe(2.5);
  expect(await answerTo('pinball', { operands, params: { tau: 0.5 } })).toBe(1.25);
  expect(await answerTo('mae', { operands: { prediction: [1], target: [Number.NaN] } })).toBe('rejected');
});

it('a value of which the text has not all digits is unsupported', async () => {
  expect(await answerTo('mae', { operands: { prediction: [1e-10], target: [0] } })).toBe('unsupported');
});

it('a wrong answer costs 36.84 from a logit of 17 on: see conformance/expectations/xgboost.json', async () => {
  const ceiling = Math.fround(-Math.log(Math.fround(1e-16)));
  expect(await answerTo('bce_with_logits', { operands: { logits: [17], target: [0] } })).toBe(ceiling);
  expect(await answerTo('cross_entropy', { operands: { logits: [[0, 50]], target: [0] } })).toBe(ceiling);
});
