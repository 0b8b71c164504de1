import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { torchaudio as dialect } from '../../../spec/dialects/torchaudio.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'torchaudio');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const torchaudio = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => torchaudio.close());

const losses = ['binary_focal', 'giou', 'diou', 'ciou'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await torchaudio.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(losses.flatMap((loss) => (['f64', 'f32'] as const).map((dtype): [string, Dtype] => [loss, dtype])))(
  '%s on the examples of the spec in %s, under every reduction',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(torchaudio, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);
