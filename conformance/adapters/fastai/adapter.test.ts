import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { fastai as dialect } from '../../../spec/dialects/fastai.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'fastai.losses');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const fastai = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => fastai.close());

const right = [
  ...['cross_entropy', 'cross_entropy@LabelSmoothingCrossEntropy', 'cross_entropy@LabelSmoothingCrossEntropyFlat'],
  ...['focal', 'focal@FocalLossFlat', 'bce_with_logits', 'bce', 'mse', 'mae', 'multiclass_dice'],
];
/** Of these conformance/expectations/fastai.json says how they deviate, on the examples too. */
const others = ['focal@weight', 'multiclass_dice@axis_last'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await fastai.describe();
  const names = [...right, ...others];
  expect(Object.keys(description.losses).sort()).toEqual([...names].sort());
  const losses = new Set(names.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(right)('%s on the examples of the spec, under every reduction', async (name) => {
  const { asked, wrong } = await askExamples(fastai, name, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

async function ask(name: string, given: Sample, want: Want = 'value'): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await fastai.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : outcome?.status;
}

const params = { alpha: 1, gamma: 2, class_axis: 1, denominator: 'count' };

it('a class weight is in the focus, too: see conformance/expectations/fastai.json', async () => {
  const cost = async (weight: number): Promise<number> => {
    const operands = { logits: [[0, 0]], target: [0], class_alpha: [weight, 1] };
    return ((await ask('focal@weight', { operands, params, reduction: 'mean' })) as number[])[0]!;
  };
  expect(await cost(1)).toBeCloseTo(0.25 * Math.LN2, 6);
  expect(await cost(2)).toBeCloseTo(0.75 ** 2 * 2 * Math.LN2, 6);
});

it('the focus has no gradient but NaN where its power is below 1 and the answer right', async () => {
  const gradient = (gamma: number): Promise<unknown> =>
    ask(
      'focal',
      { operands: { logits: [[20, 0]], target: [0] }, params: { ...params, gamma }, reduction: 'mean' },
      'gradient.logits',
    );
  expect(await gradient(0.5)).toEqual([NaN, NaN]);
  expect(await gradient(2)).toEqual([-0, 0]);
});

it('the classes of a mask are on axis 1 or refused', async () => {
  const operands = {
    logits: [
      [
        [0, 1],
        [1, 0],
        [0, 0],
      ],
    ],
    target: [[0, 1]],
  };
  const given: Sample = { operands, params: { smooth: 1, over: 'item' }, reduction: 'mean' };
  expect(await ask('multiclass_dice@axis_last', given)).toBe('rejected');
  expect(await ask('multiclass_dice', given)).toHaveLength(1);
});
