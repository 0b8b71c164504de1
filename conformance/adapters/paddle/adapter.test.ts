import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { paddle as dialect } from '../../../spec/dialects/paddle.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'paddle');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const paddle = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => paddle.close());

const losses = [
  ...['mse', 'mse@square_error_cost', 'mae', 'huber', 'smooth_l1', 'poisson_nll', 'poisson_nll_rate', 'gaussian_nll'],
  ...['bce', 'bce@log_loss', 'bce_with_logits', 'binary_focal', 'soft_margin'],
  ...['cross_entropy', 'cross_entropy@softmax_with_cross_entropy', 'cross_entropy@label_smoothing'],
  ...['cross_entropy@label_smoothing_axis', 'cross_entropy@label_smoothing_ignored', 'nll', 'multi_margin'],
  ...['cross_entropy_probabilities', 'cross_entropy_probabilities@softmax_with_cross_entropy'],
  ...['kl_div', 'kl_div@batchmean', 'kl_div_log_target', 'multilabel_margin', 'multilabel_soft_margin', 'ctc'],
  ...['margin_ranking', 'hinge_embedding', 'cosine_embedding', 'cosine_distance', 'info_nce'],
  ...['triplet_margin', 'triplet_margin@with_distance', 'softmax', 'log_softmax', 'log_sum_exp'],
  ...['clip_grad_norm', 'clip_grad_norm@ClipGradByNorm', 'clip_grad_norm@ClipGradByGlobalNorm'],
  ...['clip_grad_value', 'clip_grad_value@ClipGradByValue'],
];
/** What Paddle has no kernel of float64 for, or refuses it. */
const single = ['bce@log_loss', 'info_nce', 'clip_grad_norm@ClipGradByNorm'];
/** Whose examples it gets wrong: see conformance/expectations/paddle.json; a mean alone divides what ctc is by labels. */
const deviating = [...['gaussian_nll', 'bce_with_logits', 'binary_focal', 'ctc', 'log_sum_exp']];
/** In float64 only, of which smoothing has float32. */
const inDouble = [
  ...['cross_entropy_probabilities', 'cross_entropy@label_smoothing', 'cross_entropy@label_smoothing_axis'],
];
/** It ignores labels, of which no example has any. */
const withoutExample = 'cross_entropy@label_smoothing_ignored';

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await paddle.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(Object.keys(description.losses)).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, dtypes }] of Object.entries(description.losses)) {
    expect(origin, name).toBe(name === 'ctc' ? 'composed' : 'library');
    expect(dtypes, name).toEqual(single.includes(name) ? ['f32'] : ['f64', 'f32']);
  }
});

describe.each(losses.filter((loss) => loss !== withoutExample))('%s', (loss) => {
  it.each<Dtype>(single.includes(loss) ? ['f32'] : ['f64', 'f32'])(
    'on the examples of the spec in %s',
    async (dtype) => {
      const { asked, wrong } = await askExamples(paddle, loss, dialect, dtype);
      expect(asked).toBeGreaterThan(0);
      if (deviating.includes(loss) || (dtype === 'f64' && inDouble.includes(loss))) expect(wrong).not.toEqual([]);
      else expect(wrong).toEqual([]);
    },
  );
});

const asked = async (name: string, given: Sample, want: Want = 'value'): Promise<unknown> => {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await paddle.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? outcome.outputs[want]!.data[0] : outcome;
};

it('says that no class is less probable than exp(-64): see conformance/expectations/paddle.json', async () => {
  const loss = (gap: number): Promise<unknown> =>
    asked('cross_entropy', { operands: { logits: [[0, gap]], target: [0] }, reduction: 'none' });
  expect(await loss(60)).toBe(60);
  expect(await loss(100)).toBe(64);
});

it('divides a mean of smoothed labels by logits where a label is ignored', async () => {
  const given: Sample = {
    operands: { logits: [[0, 0]], target: [0] },
    params: { ignore_index: 255, label_smoothing: 0.1, class_axis: -1, denominator: 'count' },
    reduction: 'mean',
  };
  expect(await asked('cross_entropy@label_smoothing_ignored', given)).toBe(Math.fround(Math.LN2) / 2);
});

it('has a zero gradient of the variance of a Gaussian', async () => {
  const given: Sample = {
    operands: { mean: [0], target: [0], variance: [1] },
    params: { eps: 1e-6, denominator: 'count' },
    reduction: 'sum',
  };
  expect(await asked('gaussian_nll', given, 'gradient.variance')).toBe(0);
});

it('is not asked what would end its process, and lives', async () => {
  const ctc: Sample = {
    operands: { log_probs: [[[0, 0]]], targets: [[1]], input_lengths: [1], target_lengths: [0] },
    params: { zero_infinity: false, per_label: false },
    reduction: 'none',
  };
  expect(await asked('ctc', ctc)).toMatchObject({ status: 'unsupported' });
  const ignored: Sample = {
    operands: {
      log_probability: [
        [-1, -2],
        [-1, -2],
      ],
      target: [0, 1],
    },
    params: { ignore_index: 1, denominator: 'weight' },
    reduction: 'mean',
  };
  expect(await asked('nll', ignored)).toMatchObject({ status: 'unsupported' });
});
