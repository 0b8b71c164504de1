import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { lightly as dialect } from '../../../spec/dialects/lightly.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'torchvision', 'lightly');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const library = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => library.close());

const answerTo = async (loss: string, sample: Sample): Promise<unknown> => {
  const [outcome] = await library.evaluate([caseOf(specs[loss]!, sample, 'f64', ['value'])]);
  return outcome?.status === 'value' ? [...outcome.outputs.value!.data] : outcome?.status;
};

it('has the losses of the dialect, each a call of the library, and names only what the spec has', async () => {
  const description = await library.describe();
  expect(Object.keys(description.losses).sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it('barlow_twins normalises with an epsilon of 1e-5, and refuses a single item', async () => {
  const params = { variance_eps: 1e-5 };
  const views = (...rows: number[][]): Sample => ({ operands: { first: rows, second: rows }, params });
  // A variance of 3e-5 and an epsilon of 1e-5: a correlation of 3/4.
  const spread = Math.sqrt(3e-5);
  const [cost] = (await answerTo('barlow_twins', views([spread], [-spread]))) as [number];
  expect(cost).toBeCloseTo(1 / 16, 12);
  expect(await answerTo('barlow_twins', views([1]))).toBe('rejected');
});

it('nt_xent is the mean over both views, and a zero vector is at right angles to all', async () => {
  const axes = [
    [1, 0],
    [0, 1],
  ];
  const [cost] = (await answerTo('nt_xent', {
    operands: { first: axes, second: axes },
    params: { empty: 'throw' },
  })) as [number];
  expect(cost).toBeCloseTo(Math.log1p(2 * Math.exp(-2)), 14);
  const zero = { operands: { first: [[0, 0]], second: [[1, 0]] }, params: { empty: 'throw' } };
  expect(await answerTo('nt_xent', zero)).toEqual([0]);
});

it('cosine_distance is the negative cosine', async () => {
  const params = { form: 'negative_similarity', norm_floor: 1e-8 };
  const [cost] = (await answerTo('cosine_distance', { operands: { first: [[3, 4]], second: [[1, 0]] }, params })) as [
    number,
  ];
  expect(cost).toBeCloseTo(-0.6, 15);
});
