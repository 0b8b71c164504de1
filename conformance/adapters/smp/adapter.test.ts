import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { smp as dialect } from '../../../spec/dialects/smp.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples, askSample } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'segmentation_models_pytorch');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const smp = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => smp.close());

const forms = [
  ...['dice', 'soft_jaccard', 'tversky', 'multiclass_dice', 'binary_focal', 'binary_focal@multilabel'],
  ...[
    'bce@FocalLoss',
    'bce@FocalLoss_multiclass',
    'bce_with_logits',
    'cross_entropy',
    'lovasz_hinge',
    'lovasz_softmax',
  ],
];
/** Of the others conformance/expectations/smp.json says how they deviate, on the examples too. */
const right = ['binary_focal', 'bce_with_logits', 'cross_entropy'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await smp.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...forms].sort());
  const losses = new Set(forms.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(right.flatMap((loss) => (['f64', 'f32'] as const).map((dtype): [string, Dtype] => [loss, dtype])))(
  '%s on the examples of the spec in %s, under every reduction',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(smp, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

async function ask(name: string, given: Sample): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await smp.evaluate([caseOf(specs[loss]!, given, 'f64', ['value'])], form);
  return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome;
}

it.each(['batch', 'item'])('masks that have true places make one ratio of each %s', async (over) => {
  const operands = {
    probability: [
      [1, 1],
      [1, 0],
    ],
    target: [
      [1, 1],
      [1, 1],
    ],
  };
  expect(await askSample(smp, 'dice', { operands, params: { over }, reduction: 'mean' }, 'f64')).toBe(undefined);
});

it('a mask without a true place costs 0: see conformance/expectations/smp.json', async () => {
  const of = (target: number[][]): Promise<unknown> =>
    ask('dice', { operands: { probability: [[1, 1]], target }, params: { over: 'batch' }, reduction: 'mean' });
  expect(await of([[1, 0]])).toBe(1 - 2 / 3);
  expect(await of([[0, 0]])).toBe(0);
});

it('a class that nobody has costs 0, and counts in the mean', async () => {
  const operands = { logits: [[0, 0]], target: [0] };
  const value = await ask('multiclass_dice', { operands, params: { empty: 'throw' }, reduction: 'mean' });
  expect(value).toBe((1 - 2 / 3) / 2);
});

it('of probabilities of several classes a perfect answer costs log 2 at its class', async () => {
  const operands = { probability: [[1, 0]], target: [[1, 0]] };
  const perfect: Sample = { operands, params: { guard: 'clip' }, reduction: 'mean' };
  // The mean of two classes: without the mistake it is 1e-7.
  expect(await ask('bce@FocalLoss_multiclass', perfect)).toBeGreaterThan(1 / 3);
  expect(await askSample(smp, 'bce@FocalLoss_multiclass', perfect, 'f64')).toContain('"accepted":false');
});

it('the Lovasz hinge on the examples of the spec in f32; of float64 there is none', async () => {
  const { losses } = await smp.describe();
  expect(losses.lovasz_hinge?.dtypes).toEqual(['f32', 'f16', 'bf16']);
  const { asked, wrong } = await askExamples(smp, 'lovasz_hinge', dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
