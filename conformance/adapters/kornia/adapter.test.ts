import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { kornia as dialect } from '../../../spec/dialects/kornia.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples, askSample } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'kornia');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const kornia = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => kornia.close());

const dice = ['multiclass_dice', 'multiclass_dice@tversky_loss'];
const elementwise = [
  ...['cauchy', 'pseudo_huber', 'binary_focal', 'focal'],
  'bce_with_logits@binary_focal_loss_with_logits',
];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await kornia.describe();
  const forms = [...dice, ...elementwise, 'jensen_shannon', 'lovasz_hinge', 'lovasz_softmax'];
  expect(Object.keys(description.losses).sort()).toEqual([...forms].sort());
  const losses = new Set(forms.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(elementwise.flatMap((loss) => (['f64', 'f32'] as const).map((dtype): [string, Dtype] => [loss, dtype])))(
  '%s on the examples of the spec in %s, under every reduction',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(kornia, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

it.each(['none', 'sum', 'mean'] as const)('jensen_shannon of rows without zeros, reduction %s', async (reduction) => {
  const given: Sample = {
    operands: { probability: [[0.5, 0.5]], target: [[0.25, 0.75]] },
    params: {},
    reduction,
  };
  expect(await askSample(kornia, 'jensen_shannon', given, 'f64')).toBe(undefined);
});

it.each(dice)('%s of images that have every class, one by one and as one', async (name) => {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const ask = async (over: string, target: number[][]): Promise<unknown> => {
    const logits = [
      [
        [0, 0],
        [0, 0],
      ],
    ];
    const given: Sample = {
      operands: { logits, target },
      params: { over, denominator_eps: 0 },
      reduction: 'mean',
    };
    const [outcome] = await kornia.evaluate([caseOf(specs[loss]!, given, 'f64', ['value'])], form);
    return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome?.status;
  };
  expect(await ask('item', [[0, 1]])).toBe(0.5);
  expect(await ask('batch', [[0, 1]])).toBe(0.5);
  // Which the library leaves out of the mean.
  expect(await ask('batch', [[0, 0]])).toBe('unsupported');
});

const extensions = ['lovasz_hinge', 'lovasz_softmax'];
it.each(extensions.flatMap((loss) => (['f64', 'f32'] as const).map((dtype): [string, Dtype] => [loss, dtype])))(
  '%s on the examples of the spec in %s',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(kornia, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

it('lovasz_hinge refuses a batch without images: see conformance/expectations/kornia.json', async () => {
  const empty: Sample = { operands: { logits: [], target: [] }, params: {}, reduction: 'mean' };
  const [outcome] = await kornia.evaluate([caseOf(specs.lovasz_hinge!, empty, 'f32', ['value'])]);
  expect(outcome).toMatchObject({ status: 'rejected' });
});
