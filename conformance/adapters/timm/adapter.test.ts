import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { timm as dialect } from '../../../spec/dialects/timm.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'timm');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const timm = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => timm.close());

const forms = [
  ...['cross_entropy', 'cross_entropy@JsdCrossEntropy', 'cross_entropy@JsdCrossEntropy_equal_views'],
  ...['cross_entropy@PolyCrossEntropy', 'cross_entropy@AsymmetricLossSingleLabel', 'cross_entropy_probabilities'],
  ...['cross_entropy_probabilities@PolyCrossEntropy', 'focal', 'poly_cross_entropy', 'bce_with_logits'],
  ...['bce_with_logits@sum_classes', 'bce_with_logits@target_threshold', 'bce_with_logits@AsymmetricLossMultiLabel'],
  ...['bce_with_logits@DistributionBalancedLoss', 'bce_with_logits@ZlprLoss'],
  ...['binary_focal@AsymmetricLossMultiLabel', 'binary_focal@AsymmetricLossMultiLabel_batchmean'],
  ...['binary_focal@PolyBinaryCrossEntropy', 'binary_focal@DistributionBalancedLoss', 'bpr'],
  ...['asymmetric_loss', 'asymmetric_loss@batchmean'],
  ...['clip_grad_norm', 'clip_grad_norm@adaptive_clip_grad', 'clip_grad_value'],
];
/** These are not asked of soft labels, which some examples have. */
const hard = ['bce_with_logits@target_threshold', 'bce_with_logits@ZlprLoss', 'binary_focal@DistributionBalancedLoss'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await timm.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...forms].sort());
  const losses = new Set(forms.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(forms)('%s on the examples of the spec, under every reduction', async (name) => {
  const { asked, wrong } = await askExamples(timm, name, dialect, 'f32');
  const answered = hard.includes(name) ? wrong.filter((text) => !text.includes('"status":"unsupported"')) : wrong;
  expect(asked).toBeGreaterThan(wrong.length - answered.length);
  expect(answered).toEqual([]);
});

async function ask(name: string, given: Sample, want: Want): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await timm.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : outcome?.status;
}

it('what is masked has a logit of -10000: see conformance/expectations/timm.json', async () => {
  const lead = (score: number): Promise<unknown> =>
    ask(
      'bpr',
      { operands: { positive: [score], negative: [0] }, params: { empty: 'zero' }, reduction: 'mean' },
      'value',
    );
  expect(await lead(-5000)).toEqual([5000]);
  expect(await lead(-20_000)).toEqual([30_000]);
});

it('a class whose probability is 0 makes the gradient of two equal views NaN', async () => {
  const gradient = (gap: number): Promise<unknown> => {
    const operands = { logits: [[gap, 0]], target: [0] };
    const given: Sample = { operands, params: { class_axis: -1 }, reduction: 'mean' };
    return ask('cross_entropy@JsdCrossEntropy_equal_views', given, 'gradient.logits');
  };
  expect(await gradient(0)).toEqual([-0.5, 0.5]);
  expect(await gradient(200)).toEqual([NaN, NaN]);
});

it('1 is refused as a smoothing', async () => {
  const operands = { logits: [[1, 0]], target: [0] };
  const given: Sample = { operands, params: { class_axis: -1, label_smoothing: 1 }, reduction: 'mean' };
  expect(await ask('cross_entropy', given, 'value')).toBe('rejected');
});

it('a label of 0 below the margin has no gradient but NaN where gamma_neg is below 1', async () => {
  const gradient = (gamma_neg: number): Promise<unknown> => {
    const params = { gamma_neg, denominator: 'count' };
    return ask(
      'asymmetric_loss',
      { operands: { logits: [-5], target: [0] }, params, reduction: 'none' },
      'gradient.logits',
    );
  };
  expect(await gradient(4)).toEqual([0]);
  expect(await gradient(0.5)).toEqual([NaN]);
});
