import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { speechbrain as dialect } from '../../../spec/dialects/speechbrain.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'speechbrain.lobes.models.HifiGAN');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const speechbrain = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => speechbrain.close());

const right = [
  ...['mse', 'mae', 'nll', 'nll@length', 'cross_entropy', 'cross_entropy@nll_loss', 'softmax', 'log_softmax'],
  ...['angular_margin', 'angular_margin@AngularMargin', 'info_nce', 'vae', 'gaussian_kl', 'bce_with_logits'],
  ...['lsgan_generator', 'lsgan_generator@d1_loss', 'lsgan_generator@d2_loss', 'lsgan_discriminator'],
  'hinge_gan_discriminator',
];
/** Of these conformance/expectations/speechbrain.json says how they deviate, on the examples too. */
const others = [
  ...['mse@sum', 'mae@sum', 'nll@sum', 'bce_with_logits@sum', 'nll@kldiv_loss', 'ctc', 'ctc@batch', 'ctc@batchmean'],
];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await speechbrain.describe();
  const names = [...right, ...others];
  expect(Object.keys(description.losses).sort()).toEqual([...names].sort());
  const losses = new Set(names.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  const composed = Object.keys(description.losses).filter((name) => description.losses[name]!.origin === 'composed');
  expect(composed).toEqual(['cross_entropy@nll_loss']);
});

it.each(right)('%s on the examples of the spec, under every reduction', async (name) => {
  const { asked, wrong } = await askExamples(speechbrain, name, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

async function ask(name: string, given: Sample, want: Want = 'value'): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await speechbrain.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : outcome?.status;
}

it('a length counts a frame of padding: see conformance/expectations/speechbrain.json', async () => {
  const mean = (frames: number, counted: number): Promise<unknown> => {
    const log_probability = Array.from({ length: frames }, (_, i) => (i < counted ? [-0.5, -1] : [-3, -4]));
    const target = Array.from({ length: frames }, (_, i) => (i < counted ? 0 : 9));
    const params = { class_axis: -1, denominator: 'count', ignore_index: 9 };
    return ask('nll@length', { operands: { log_probability, target }, params, reduction: 'mean' });
  };
  expect(await mean(64, 36)).toEqual([0.5]);
  expect(await mean(70, 36)).toEqual([Math.fround((36 * 0.5 + 3) / 37)]);
});

it('pad_idx is lost without smoothing', async () => {
  const operands = {
    log_probability: [
      [-1, -2],
      [-3, -0.5],
    ],
    target: [0, 1],
  };
  const params = { class_axis: -1, denominator: 'count', ignore_index: 0 };
  expect(await ask('nll@kldiv_loss', { operands, params, reduction: 'mean' })).toEqual([0.75]);
});

it('a sum is no sum', async () => {
  const given: Sample = { operands: { prediction: [[1, 2]], target: [[0, 0]] }, reduction: 'sum' };
  expect(await ask('mse@sum', given)).toBe('protocol_error');
});

it('batch divides by no labels', async () => {
  const operands = { log_probs: [[[-0.5, -1]]], targets: [[1]], input_lengths: [1] };
  const cost = (labels: number): Promise<unknown> =>
    ask('ctc@batch', {
      operands: { ...operands, target_lengths: [labels] },
      params: { zero_infinity: true, per_label: true },
      reduction: 'none',
    });
  expect(await cost(1)).toEqual([1]);
  expect(await cost(0)).toEqual([Infinity]);
});
