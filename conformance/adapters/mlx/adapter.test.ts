import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { mlx as dialect } from '../../../spec/dialects/mlx.ts';
import { processImplementation } from '../../implementations/process.ts';
import { contracted, contractedHuber } from '../test-support/contracted-huber.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'mlx.core');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const mlx = processImplementation([python ?? 'python3', script], { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => mlx.close());

/** Every function of mlx.nn.losses, and what of MLX's own is a loss. */
const losses = [
  ...['mse', 'mae', 'huber', 'smooth_l1', 'log_cosh', 'gaussian_nll'],
  ...['bce', 'bce_with_logits', 'cross_entropy', 'cross_entropy_probabilities', 'nll', 'hinge', 'kl_div_log_target'],
  ...['margin_ranking', 'cosine_distance', 'triplet_margin'],
  ...['softmax', 'log_softmax', 'log_sum_exp', 'clip_grad_norm'],
];
/** Whose examples it gets wrong: see conformance/expectations/mlx.json. */
const deviating = ['cross_entropy_probabilities'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await mlx.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(mlx, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

it('gradients are contracted with the cotangent, of parameters too', async () => {
  expect(await contractedHuber(mlx, 'f32')).toEqual(contracted);
});
