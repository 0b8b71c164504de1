import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { liger as dialect } from '../../../spec/dialects/liger.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
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
  ...['softmax', 'dpo', 'bpr', 'bpr@LigerFusedLinearCPOFunction'],
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
    expect(dtypes.includes('f64'), name).toBe(/^(softmax|bpr|dpo)/.test(name));
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(liger, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

const ask = async (name: string, given: Sample, want: Want = 'value'): Promise<unknown> => {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await liger.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? [...outcome.outputs[want]!.data] : outcome;
};

const labelled = (logits: unknown, target: unknown, params: Sample['params'] = { class_axis: -1 }): Sample => ({
  operands: { logits, target } as Sample['operands'],
  params,
  reduction: 'none',
});

it('the gradient of a transposed view is its logits: see conformance/expectations/liger.json', async () => {
  const gradient = (given: Sample): Promise<unknown> => ask(crossEntropy, given, 'gradient.logits');
  const columns = [
    [Math.log(3), Math.log(4)],
    [0, 0],
  ];
  // In rows of two classes, whose probabilities are 3/4 and 1/4, and 4/5 and 1/5.
  const rows = [
    [Math.log(3), 0],
    [Math.log(4), 0],
  ];
  const right = (await gradient(labelled(rows, [0, 1]))) as number[];
  for (const [i, each] of [-1 / 4, 1 / 4, 4 / 5, -4 / 5].entries()) expect(right[i]).toBeCloseTo(each, 6);
  expect(await gradient(labelled([columns], [[0, 1]], { class_axis: 1 }))).toEqual(columns.flat().map(Math.fround));
});

it('a large offset takes the digits of a loss: see conformance/expectations/liger.json', async () => {
  const given = labelled([[3e6, 3e6]], [0]);
  for (const name of [crossEntropy, fusedTvd]) expect(await ask(name, given), name).toEqual([0.75]);
  expect(await ask(vocabParallel, given)).toEqual([Math.fround(Math.LN2)]);
});

it('a smoothed loss of a class that is far below is infinite: see conformance/expectations/liger.json', async () => {
  const given = labelled([[0, -200]], [0], { class_axis: -1, label_smoothing: 0.5 });
  expect(await ask(crossEntropy, given)).toEqual([50]);
  expect(await ask(vocabParallel, given)).toEqual([Number.POSITIVE_INFINITY]);
});

it('does not ask the interpreter more rows than it gets through', async () => {
  const rows = (count: number): Sample =>
    labelled(Array(count).fill([0, 0]), Array(count).fill(0), { class_axis: -1, label_smoothing: 0 });
  expect(await ask(crossEntropy, rows(256))).toEqual(Array(256).fill(Math.fround(Math.LN2)));
  expect(await ask(crossEntropy, rows(257))).toMatchObject({ status: 'unsupported' });
});
