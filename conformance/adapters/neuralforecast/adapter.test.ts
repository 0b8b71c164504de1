import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { neuralforecast as dialect } from '../../../spec/dialects/neuralforecast.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'neuralforecast.losses.pytorch');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const neuralforecast = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => neuralforecast.close());

const right = ['mae', 'mse', 'mape', 'huber', 'pinball', 'pinball@MQLoss'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await neuralforecast.describe();
  const names = [...right, 'tukey_biweight'];
  expect(Object.keys(description.losses).sort()).toEqual([...names].sort());
  const losses = new Set(names.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it.each(right)('%s on the examples of the spec', async (name) => {
  const { asked, wrong } = await askExamples(neuralforecast, name, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

async function ask(name: string, given: Sample, want: Want = 'value'): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await neuralforecast.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : outcome?.status;
}

it("Tukey's loss is upside down: see conformance/expectations/neuralforecast.json", async () => {
  const of = (difference: number, want?: Want): Promise<unknown> =>
    ask(
      'tukey_biweight',
      { operands: { prediction: [difference], target: [0] }, params: { c: 4 }, reduction: 'mean' },
      want,
    );
  expect(await of(0)).toEqual([Math.fround(16 / 6)]);
  expect(await of(2)).toEqual([Math.fround((16 / 6) * 0.75 ** 3)]);
  expect(await of(4)).toEqual([0]);
  expect(await of(5)).toEqual([Math.fround(16 / 6)]);
  expect(((await of(2, 'gradient.prediction')) as number[])[0]).toBeLessThan(0);
});

it('a target of 0 has no share in the mean absolute percentage error', async () => {
  const given: Sample = { operands: { prediction: [1, 3], target: [0, 2] }, reduction: 'mean' };
  expect(await ask('mape', given)).toEqual([0.25]);
});
