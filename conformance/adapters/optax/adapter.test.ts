import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { optax as dialect } from '../../../spec/dialects/optax.ts';
import { processImplementation } from '../../implementations/process.ts';
import { contracted, contractedHuber } from '../test-support/contracted-huber.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'jax', 'optax');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const optax = processImplementation([python ?? 'python3', script], { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => optax.close());

/** Functions of optax and of JAX, and what stands beside them as another function for the same loss. */
const losses = [
  ...['mse', 'huber', 'log_cosh'],
  ...['bce_with_logits', 'binary_focal', 'cross_entropy', 'cross_entropy_probabilities', 'poly_cross_entropy'],
  ...[
    'cross_entropy_probabilities@safe_softmax_cross_entropy',
    'kl_div',
    'kl_div_log_target',
    'hinge',
    'hinge@perceptron_loss',
  ],
  ...['categorical_hinge', 'categorical_hinge@multiclass_perceptron_loss', 'ctc'],
  ...['cosine_distance', 'triplet_margin', 'nt_xent', 'dice', 'dice@binary_dice_loss', 'tversky'],
  ...['softmax', 'log_softmax', 'log_sum_exp', 'clip_grad_norm', 'clip_grad_value'],
];
/** Whose examples it gets wrong: see conformance/expectations/optax.json. */
const deviating = ['binary_focal', 'kl_div', 'dice@binary_dice_loss'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await optax.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(Object.keys(description.losses)).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
});

describe.each(losses)('%s', (loss) => {
  it.each<Dtype>(['f64', 'f32'])('on the examples of the spec in %s, under every reduction', async (dtype) => {
    const { asked, wrong } = await askExamples(optax, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
    else expect(wrong).toEqual([]);
  });
});

it('gradients are contracted with the cotangent, of parameters too', async () => {
  expect(await contractedHuber(optax, 'f64')).toEqual(contracted);
});
