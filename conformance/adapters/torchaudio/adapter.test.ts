import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { torchaudio as dialect } from '../../../spec/dialects/torchaudio.ts';
import type { Nested, Sample } from '../../../spec/language/sample.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples, askSample } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'torchaudio');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const torchaudio = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => torchaudio.close());

/** With the first class for the blank, and with the last one, as by default. */
const losses = ['rnn_transducer', 'rnn_transducer@blank_last'];

it('has the loss of the dialect, and names only what the spec has', async () => {
  const description = await torchaudio.describe();
  expect(Object.keys(description.losses)).toEqual(losses);
  expect(Object.keys(dialect.losses)).toEqual(['rnn_transducer']);
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin, wants }] of Object.entries(description.losses)) {
    expect(origin, name).toBe('library');
    expect(wants, name).toEqual(['value', 'gradient.logits']);
  }
});

it.each(losses.flatMap((loss) => (['f32', 'f16'] as const).map((dtype): [string, Dtype] => [loss, dtype])))(
  '%s on the examples of the spec in %s, under every reduction',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(torchaudio, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

/** Two steps of which one counts, and three places of which two do: what nobody needs is left out for torchaudio. */
const padded = (logit: Nested): Sample => ({
  operands: {
    logits: [
      [
        [[0, 0, 0], [0, 0, 0], logit],
        [logit, logit, logit],
      ],
    ],
    targets: [[2, 1, 1]],
    logit_lengths: [1],
    target_lengths: [1],
  },
  params: { empty: 'throw' },
});

it.each(losses)('%s takes padding that no sequence of the batch needs', async (loss) => {
  expect(await askSample(torchaudio, loss, padded([1, 2, 3]), 'f32')).toBeUndefined();
  expect(await askSample(torchaudio, loss, padded([Number.NaN, Infinity, -Infinity]), 'f32')).toBeUndefined();
});

it.each(losses)('%s knows the classes apart', async (loss) => {
  const { operands } = padded([0, 0, 0]);
  const apart = {
    ...operands,
    logits: [
      [
        [
          [0.5, -1, 2],
          [1, 0, -2],
          [0, 0, 0],
        ],
      ].flatMap((row) => [row, row]),
    ],
  };
  expect(await askSample(torchaudio, loss, { operands: apart, params: { empty: 'throw' } }, 'f32')).toBeUndefined();
});
