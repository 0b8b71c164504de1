import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { liger as dialect } from '../../../spec/dialects/liger.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'triton', 'liger_kernel');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const liger = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => liger.close());

const crossEntropy = 'cross_entropy';
const vocabParallel = `${crossEntropy}@LigerVocabParallelCrossEntropy`;
const fusedTvd = `${crossEntropy}@LigerFusedCETVDLoss`;
const library = [
  ...[crossEntropy, vocabParallel, fusedTvd],
  ...['kl_div', 'kl_div@batchmean', 'kl_div_log_target', 'kl_div_log_target@batchmean'],
  ...['kl_div_log_target@LigerJSD_beta_0', 'kl_div_log_target@LigerJSD_beta_1'],
  ...['softmax', 'bpr', 'bpr@LigerFusedLinearCPOFunction'],
];
const composed = [`${crossEntropy}@LigerFusedLinearCrossEntropyLoss`, 'cosine_distance'];
const losses = [...library, ...composed];
/** jensen_shannon is of logarithms, with a gradient of these. */
const withoutCall = ['jensen_shannon'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await liger.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  const called = losses.map((each) => each.split('@')[0]);
  expect([...new Set([...called, ...withoutCall])].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses))
    expect(origin, name).toBe(composed.includes(name) ? 'composed' : 'library');
});

it('says that its kernels are interpreted, and that only softmax and what has no kernel are of float64', async () => {
  const { version, losses: declared } = await liger.describe();
  expect(version).toMatch(/\.interpreted$/);
  for (const [name, { dtypes }] of Object.entries(declared))
    expect(dtypes.includes('f64'), name).toBe(/^(softmax|bpr)/.test(name));
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(liger, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

const ask = async (name: string, given: Sample): Promise<unknown> => {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await liger.evaluate([caseOf(specs[loss]!, given, 'f32', ['value'])], form);
  return outcome?.status === 'value' ? [...outcome.outputs.value!.data] : outcome;
};

it('a large offset takes the digits of a loss: see conformance/expectations/liger.json', async () => {
  for (const name of [crossEntropy, vocabParallel, fusedTvd]) {
    const given: Sample = { operands: { logits: [[3e6, 3e6]], target: [0] }, params: { class_axis: -1 }, reduction: 'none' };
    expect(await ask(name, given), name).toEqual([name === vocabParallel ? Math.fround(Math.LN2) : 0.75]);
  }
});

it('a smoothed loss of a class that is far below the others is infinite: see conformance/expectations/liger.json', async () => {
  const params = { class_axis: -1, label_smoothing: 0.5 };
  const given: Sample = { operands: { logits: [[0, -200]], target: [0] }, params, reduction: 'none' };
  expect(await ask(crossEntropy, given)).toEqual([50]);
  expect(await ask(vocabParallel, given)).toEqual([Number.POSITIVE_INFINITY]);
});
