import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { torchtune as dialect } from '../../../spec/dialects/torchtune.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'torchtune.rlhf.loss');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const torchtune = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => torchtune.close());

const losses = ['dpo', 'margin_ranking', 'clipped_surrogate', 'cross_entropy'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await torchtune.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(torchtune, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

const surrogate = async (sample: Sample): Promise<unknown> => {
  const wants = ['value', 'gradient.log_probability'] as const;
  const [outcome] = await torchtune.evaluate([caseOf(specs.clipped_surrogate!, sample, 'f32', wants)]);
  if (outcome?.status !== 'value') return outcome?.status;
  return wants.map((want) => Array.from(outcome.outputs[want]!.data));
};

it('a mask of padding weighs, and other weights are not asked', async () => {
  const operands = { log_probability: [0, 0], old_log_probability: [0, 0], advantage: [1, 3] };
  expect(await surrogate({ operands: { ...operands, weight: [0, 1] } })).toEqual([[-3], [-0, -3]]);
  expect(await surrogate({ operands: { ...operands, weight: [2, 1] } })).toBe('unsupported');
  expect(await surrogate({ operands: { ...operands, weight: [0, 0] }, params: { empty: 'nan' } })).toBe('unsupported');
});

it('the gradient of a ratio that overflows is NaN: see conformance/expectations/torchtune.json', async () => {
  const at = (difference: number) => ({ log_probability: [difference], old_log_probability: [0], advantage: [1] });
  expect(await surrogate({ operands: at(88) })).toEqual([[-Math.fround(1.2)], [0]]);
  expect(await surrogate({ operands: at(89) })).toEqual([[-Math.fround(1.2)], [Number.NaN]]);
});
