import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { toolbelt as dialect } from '../../../spec/dialects/toolbelt.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'pytorch_toolbelt.losses');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const toolbelt = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => toolbelt.close());

/** These are not asked of soft labels, which some examples have. */
const hard = ['binary_focal@QualityFocalLoss', 'bce_with_logits@BalancedBCEWithLogitsLoss'];
const right = [
  ...['dice@soft_micro_f1', 'binary_focal', 'bce_with_logits', 'cross_entropy', 'log_cosh'],
  ...['cross_entropy@BiTemperedLogisticLoss', 'lovasz_hinge', 'wing', ...hard],
];
/** Of these conformance/expectations/toolbelt.json says how they deviate, on the examples too. */
const others = ['dice', 'soft_jaccard', 'multiclass_dice'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await toolbelt.describe();
  const names = [...right, ...others];
  expect(Object.keys(description.losses).sort()).toEqual([...names].sort());
  const losses = new Set(names.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(right)('%s on the examples of the spec, under every reduction', async (name) => {
  const { asked, wrong } = await askExamples(toolbelt, name, dialect, 'f32');
  const answered = hard.includes(name) ? wrong.filter((text) => !text.includes('"status":"unsupported"')) : wrong;
  expect(asked).toBeGreaterThan(wrong.length - answered.length);
  expect(answered).toEqual([]);
});

async function ask(name: string, given: Sample, dtype: Dtype): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await toolbelt.evaluate([caseOf(specs[loss]!, given, dtype, ['value'])], form);
  return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome;
}

it.each(['dice', 'soft_jaccard'])(
  '%s of a mask without a true place is 0: see expectations/toolbelt.json',
  async (name) => {
    const of = (target: number[][]): Promise<unknown> =>
      ask(name, { operands: { probability: [[1, 1]], target }, params: { over: 'batch' }, reduction: 'mean' }, 'f64');
    expect(await of([[1, 1]])).toBe(0);
    expect(await of([[1, 0]])).toBe(name === 'dice' ? 1 - 2 / 3 : 1 / 2);
    expect(await of([[0, 0]])).toBe(0);
  },
);

it('a bi-tempered loss at temperatures of 1 is NaN in float16, and where a softmax is 0', async () => {
  const of = (gap: number, dtype: Dtype): Promise<unknown> => {
    const operands = { logits: [[gap, 0]], target: [0] };
    const given: Sample = { operands, params: { class_axis: -1 }, reduction: 'mean' };
    return ask('cross_entropy@BiTemperedLogisticLoss', given, dtype);
  };
  expect(await of(0, 'f32')).toBeCloseTo(Math.LN2, 6);
  expect(await of(0, 'f16')).toBe(NaN);
  expect(await of(200, 'f32')).toBe(NaN);
});

it('the wing loss of a small difference is 0: see expectations/toolbelt.json', async () => {
  const of = (difference: number, dtype: Dtype): Promise<unknown> => {
    const operands = { prediction: [difference], target: [0] };
    return ask('wing', { operands, params: { w: 1, epsilon: 1 }, reduction: 'mean' }, dtype);
  };
  expect(await of(1, 'f64')).toBe(Math.LN2);
  expect(await of(2 ** -53, 'f64')).toBe(0);
  expect(await of(2 ** -24, 'f32')).toBe(0);
});

it('the Lovasz hinge has no float64', async () => {
  const { losses } = await toolbelt.describe();
  expect(losses.lovasz_hinge?.dtypes).toEqual(['f32', 'f16', 'bf16']);
});
