import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tfjs as dialect } from '../../../spec/dialects/tfjs.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { moduleImplementation } from '../../implementations/module.ts';
import { askExamples } from '../test-support/examples.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const installed = existsSync(path('node_modules/@tensorflow/tfjs-core/package.json'));
const reason = 'TensorFlow.js is not installed: npm install in conformance/adapters/tfjs';
if (!installed) console.warn(`skipped: ${reason}`);
beforeEach(({ skip }) => skip(!installed, reason));

const tfjs = moduleImplementation(path('adapter.mjs'), { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => tfjs.close());

/** tf.losses, the layers API, and tf itself. */
const losses = [
  ...['mse', 'mae', 'huber', 'bce', 'bce_with_logits', 'hinge', 'cross_entropy', 'cross_entropy_probabilities'],
  ...['cosine_distance', 'log_cosh', 'msle', 'mape', 'poisson_nll_rate', 'squared_hinge', 'categorical_hinge'],
  ...['bce@binaryCrossentropy', 'hinge@layers', 'cosine_distance@cosineProximity'],
  ...['softmax', 'log_softmax', 'log_sum_exp'],
];
/** Whose examples it gets wrong: see conformance/expectations/tfjs.json. */
const deviating = ['cross_entropy_probabilities', 'cosine_distance'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await tfjs.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(Object.keys(description.losses)).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  expect(Object.keys(description.arithmetic)).toEqual(['f32']);
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(tfjs, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

describe('as it is', () => {
  const outputs = async (loss: string, given: Sample, wants: readonly Want[]): Promise<unknown> => {
    const [outcome] = await tfjs.evaluate([caseOf(specs[loss]!, given, 'f32', wants)]);
    return outcome?.status === 'value' ? wants.map((want) => [...outcome.outputs[want]!.data]) : outcome;
  };

  it('either mean of weights is there', async () => {
    const operands = { prediction: [1, 2, 5], target: [0, 0, 0], weight: [1, 3, 0] };
    const mean = (denominator: string) => outputs('mse', { operands, params: { denominator } }, ['value']);
    // 13 / 4, and 13 / 2: it counts the weights that are not 0.
    expect([await mean('weight'), await mean('count')]).toEqual([[[3.25]], [[6.5]]]);
  });

  it('labels of hinge are mapped from signs', async () => {
    const operands = { prediction: [0.5, 0.5], target: [1, -1] };
    const given = { operands, reduction: 'none' } as const;
    expect(await outputs('hinge', given, ['value', 'gradient.prediction'])).toEqual([
      [0.5, 1.5],
      [-1, 1],
    ]);
  });

  it('what it throws is a refusal', async () => {
    const given = { operands: { logits: [[0, 0]], target: [1] }, params: { class_axis: -1 } } as const;
    const c = caseOf(specs.cross_entropy!, given, 'f32', ['value']);
    const operands = { ...c.operands, target: { ...c.operands.target!, shape: [1, 1] } };
    const [outcome] = await tfjs.evaluate([{ ...c, operands }]);
    expect(outcome).toMatchObject({ status: 'rejected', kind: 'RangeError' });
  });
});
