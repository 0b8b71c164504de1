import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { ultralytics as dialect } from '../../../spec/dialects/ultralytics.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples, askSample } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'ultralytics.utils.loss');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const ultralytics = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => ultralytics.close());

const losses = ['varifocal', 'binary_focal'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await ultralytics.describe();
  expect(Object.keys(description.losses)).toEqual(losses);
  expect(Object.keys(dialect.losses)).toEqual(losses);
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, dtypes, reductions }] of Object.entries(description.losses)) {
    expect(origin, name).toBe('library');
    expect(dtypes, name).toEqual(['f32', 'f16', 'bf16']);
    expect(reductions, name).toEqual(['sum', 'mean']);
  }
});

it.each(losses.flatMap((loss) => (['f32', 'f16', 'bf16'] as const).map((dtype): [string, Dtype] => [loss, dtype])))(
  '%s on the examples of the spec in %s, as a mean and as a sum',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(ultralytics, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

it('adds up and averages elements of any shape', async () => {
  const operands = {
    logits: [
      [0.5, -2, 1],
      [0, 3, -1],
    ],
    target: [
      [0.75, 0, 0],
      [1, 0.25, 0],
    ],
  };
  for (const loss of losses) {
    for (const reduction of ['sum', 'mean'] as const) {
      expect(
        await askSample(ultralytics, loss, { operands, reduction }, 'f32'),
        `${loss} ${reduction}`,
      ).toBeUndefined();
    }
  }
});
