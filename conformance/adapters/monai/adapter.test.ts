import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { monai as dialect } from '../../../spec/dialects/monai.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'monai');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const monai = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => monai.close());

/** The loss classes; lsgan_discriminator is the sum of two calls. */
const losses = [
  ...['dice', 'soft_jaccard', 'tversky', 'generalised_dice', 'multiclass_dice', 'ce_dice'],
  ...['binary_focal', 'focal', 'nt_xent', 'giou', 'gan_generator', 'lsgan_generator', 'lsgan_discriminator'],
];
/** hinge_gan_discriminator is behind a tanh that cannot be taken away. */
const withoutCall = ['hinge_gan_discriminator'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await monai.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect([...losses, ...withoutCall].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses))
    expect(origin, name).toBe(name === 'lsgan_discriminator' ? 'composed' : 'library');
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(monai, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

it('the sum of FocalLoss is a mean over places: see conformance/expectations/monai.json', async () => {
  const sum = async (logits: number[] | number[][][], target: typeof logits): Promise<unknown> => {
    const given: Sample = { operands: { logits, target }, params: { balanced: false, gamma: 0 }, reduction: 'sum' };
    const [outcome] = await monai.evaluate([caseOf(specs.binary_focal!, given, 'f32', ['value'])]);
    return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome;
  };
  // Two items of log 2, and one item of two places.
  expect(await sum([0, 0], [0, 0])).toBe(2 * Math.fround(Math.LN2));
  expect(await sum([[[0, 0]]], [[[0, 0]]])).toBe(Math.fround(Math.LN2));
});
