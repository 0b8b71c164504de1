import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { tensorflow as dialect } from '../../../spec/dialects/tensorflow.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'tensorflow');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const tensorflow = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => tensorflow.close());

/** tf.compat.v1.losses that compute in float32, and say so; and the two algorithms of ctc, in what they have. */
const single = ['mae', 'mse', 'huber', 'bce', 'hinge', 'cosine_distance', 'ctc'];
const losses = [
  ...single,
  ...['mse@l2_loss', 'poisson_nll', 'bce_with_logits', 'bce_with_logits@weighted_cross_entropy_with_logits'],
  ...['bce_with_logits@sigmoid_cross_entropy', 'cross_entropy', 'cross_entropy@sparse_softmax_cross_entropy'],
  ...['cross_entropy@softmax_cross_entropy', 'cross_entropy_probabilities'],
  ...['cross_entropy_probabilities@softmax_cross_entropy', 'ctc@CTCLoss', 'weighted_sum'],
  ...['softmax', 'log_softmax', 'log_sum_exp'],
  ...['clip_grad_norm', 'clip_grad_norm@clip_by_global_norm', 'clip_grad_value'],
];
const composed = ['mse@l2_loss', 'cosine_distance', 'ctc', 'ctc@CTCLoss'];
const dtypesOf = (loss: string): Dtype[] => {
  if (single.includes(loss)) return ['f32'];
  return loss === 'ctc@CTCLoss' ? ['f64', 'f32'] : ['f64', 'f32', 'f16', 'bf16'];
};
/** Whose examples it gets wrong: see conformance/expectations/tensorflow.json. */
const deviating = (loss: string, dtype: Dtype): boolean =>
  loss === 'bce_with_logits@weighted_cross_entropy_with_logits' ||
  loss === 'ctc' ||
  (dtype === 'f64' && /@(sigmoid|softmax|sparse_softmax)_cross_entropy$|@clip_by|@CTCLoss|weighted_sum/.test(loss));

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await tensorflow.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(Object.keys(description.losses)).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, dtypes }] of Object.entries(description.losses)) {
    expect(origin, name).toBe(composed.includes(name) ? 'composed' : 'library');
    expect(dtypes, name).toEqual(dtypesOf(name));
  }
});

describe.each(losses)('%s', (loss) => {
  it.each(dtypesOf(loss))('on the examples of the spec in %s', async (dtype) => {
    const { asked, wrong } = await askExamples(tensorflow, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    if (deviating(loss, dtype)) expect(wrong).not.toEqual([]);
    else expect(wrong).toEqual([]);
  });
});

const asked = async (name: string, dtype: Dtype, given: Sample, want: Want = 'value'): Promise<unknown> => {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await tensorflow.evaluate([caseOf(specs[loss]!, given, dtype, [want])], form);
  return outcome?.status === 'value' ? [...outcome.outputs[want]!.data] : outcome;
};

it('divides by the weights, or by their number', async () => {
  const mean = (denominator: string): Promise<unknown> => {
    const operands = { prediction: [1, 2], target: [0, 0], weight: [1, 3] };
    return asked('mse', 'f32', { operands, params: { denominator, empty: 'zero' }, reduction: 'mean' });
  };
  expect(await mean('weight')).toEqual([3.25]);
  expect(await mean('count')).toEqual([6.5]);
});

it('refuses a label that is no class, as is documented for the CPU', async () => {
  const given: Sample = { operands: { logits: [[0, 0]], target: [2] }, params: { class_axis: -1 }, reduction: 'none' };
  expect(await asked('cross_entropy', 'f32', given)).toMatchObject({
    status: 'rejected',
    kind: 'InvalidArgumentError',
  });
});

it('is not asked for the gradient of soft labels that are no distribution', async () => {
  const operands = { logits: [[0, 0]], target: [[1, 1]] };
  const given: Sample = { operands, params: { class_axis: -1 }, reduction: 'none' };
  const want = 'gradient.logits';
  expect(await asked('cross_entropy_probabilities', 'f32', given, want)).toMatchObject({ status: 'unsupported' });
});

it('is not asked what CTCLoss refuses', async () => {
  const operands = { log_probs: [[[0, 0]]], targets: [[1]], input_lengths: [1], target_lengths: [0] };
  const given: Sample = { operands, params: { zero_infinity: false, per_label: false }, reduction: 'none' };
  expect(await asked('ctc@CTCLoss', 'f32', given)).toMatchObject({ status: 'unsupported' });
});

it('has the gradient 1 - y at a logit of 0: see conformance/expectations/tensorflow.json', async () => {
  const form = 'bce_with_logits@weighted_cross_entropy_with_logits';
  const given: Sample = { operands: { logits: [0, 0], target: [0, 1] }, reduction: 'none' };
  expect(await asked(form, 'f32', given, 'gradient.logits')).toEqual([1, 0]);
  expect(await asked('bce_with_logits', 'f32', given, 'gradient.logits')).toEqual([0.5, -0.5]);
});

it('computes a weighted loss of float64 in float32', async () => {
  expect(await asked('weighted_sum', 'f64', { operands: { loss: [0.1] }, reduction: 'none' })).toEqual([
    Math.fround(0.1),
  ]);
});
