import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { keras as dialect } from '../../../spec/dialects/keras.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const script = fileURLToPath(new URL('adapter.py', import.meta.url));

/** The loss classes; ctc is composed. */
const losses = [
  ...['mse', 'mae', 'huber', 'log_cosh', 'msle', 'mape', 'poisson_nll_rate'],
  ...['bce', 'bce_with_logits', 'binary_focal', 'hinge', 'squared_hinge', 'categorical_hinge'],
  ...['cross_entropy', 'cross_entropy@any_shape', 'cross_entropy_probabilities', 'focal', 'ctc'],
  ...['cosine_distance', 'dice', 'tversky'],
];
/** Whose examples it gets wrong: see conformance/expectations/keras.json. */
const deviating = ['tversky'];

describe.each(['jax', 'torch', 'tensorflow'])('on %s', (backend) => {
  // Without it Keras looks for TensorFlow.
  process.env.KERAS_BACKEND = backend;
  const { python, reason } = findPython('numpy', backend, 'keras');
  beforeEach(({ skip }) => skip(!python, reason));
  const keras = processImplementation([python ?? 'python3', script, '--backend', backend], {
    timeoutMs: 60_000,
    startTimeoutMs: 120_000,
  });
  afterAll(() => keras.close());
  const outputs = async (
    loss: string,
    given: Sample,
    wants: readonly Want[],
    dtype: Dtype = 'f32',
  ): Promise<unknown> => {
    const [outcome] = await keras.evaluate([caseOf(specs[loss]!, given, dtype, wants)]);
    return outcome?.status === 'value' ? wants.map((want) => [...outcome.outputs[want]!.data]) : outcome;
  };

  it('has every loss of the dialect, and names only what the spec has', async () => {
    const description = await keras.describe();
    expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
    expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
    expect(unknownNames(description)).toEqual([]);
  });

  it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
    const { asked, wrong } = await askExamples(keras, loss, dialect, 'f32');
    expect(asked).toBeGreaterThan(0);
    if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
    else expect(wrong).toEqual([]);
  });

  it('sample_weight weighs elements, and both means are there', async () => {
    const operands = { prediction: [1, 2], target: [0, 0], weight: [1, 3] };
    const mean = (denominator: string) =>
      outputs('mse', { operands, params: { denominator } }, ['value', 'gradient.prediction']);
    // 13 / 4 and 13 / 2; slopes 2 and 12 over the same.
    expect(await mean('weight')).toEqual([[3.25], [0.5, 3]]);
    expect(await mean('count')).toEqual([[6.5], [1, 6]]);
  });

  it('a mean of ignored labels is over the others', async () => {
    const operands = {
      logits: [
        [0, 0],
        [1, 5],
      ],
      target: [0, 1],
    };
    const params = { ignore_index: 1, class_axis: -1, denominator: 'count' };
    expect(await outputs('cross_entropy', { operands, params }, ['value'])).toEqual([[Math.fround(Math.LN2)]]);
  });

  it('float64 is there where Keras computes in it', async () => {
    const { losses } = await keras.describe();
    expect(losses.mse!.dtypes.includes('f64')).toBe(backend === 'tensorflow');
    if (backend !== 'tensorflow') return;
    const operands = { prediction: [0.1], target: [0.3] };
    const [[value]] = (await outputs('mse', { operands }, ['value'], 'f64')) as [[number]];
    expect(value).toBe((0.1 - 0.3) ** 2);
  });
});
