import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { metricLearning as dialect } from '../../../spec/dialects/metric-learning.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'pytorch_metric_learning');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const library = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => library.close());

/** One call of the library. */
const calls = [
  ...['nt_xent', 'info_nce', 'supervised_contrastive', 'circle', 'multi_similarity'],
  ...['triplet_margin', 'triplet_batch_all', 'cosine_embedding'],
];
/** A miner, and the loss of what it finds. */
const mined = ['triplet_batch_hard', 'triplet_semi_hard'];
/** The library's loss from its cosines on: those it has from embeddings and weights of its own. */
const ofCosines = ['angular_margin', 'angular_margin@CosFaceLoss'];
const forms = ['info_nce@NPairsLoss', 'supervised_contrastive@NTXentLoss', 'triplet_margin@ref_emb'];
/** The examples of cosine_embedding have one pair of a kind, which costs nothing: see below. */
const asSpecified = [...calls, ...mined, ...ofCosines, 'info_nce@NPairsLoss'].filter(
  (name) => name !== 'cosine_embedding',
);
/** ContrastiveLoss has no squares. */
const withoutCall = ['contrastive'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await library.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...calls, ...mined, ...ofCosines, ...forms].sort());
  expect([...calls, ...mined, ...withoutCall, 'angular_margin'].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses))
    expect(origin, name).toBe([...mined, ...ofCosines].includes(name) ? 'composed' : 'library');
});

it('has no distances in bfloat16, and all losses in float16', async () => {
  const { losses } = await library.describe();
  for (const [name, { dtypes }] of Object.entries(losses))
    expect(dtypes, name).toEqual(['f64', 'f32', 'f16', ...(name.startsWith('triplet') ? [] : ['bf16'])]);
});

it.each(asSpecified)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(library, loss, dialect, 'f64');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

const answerTo = async (loss: string, sample: Sample, form?: string): Promise<unknown> => {
  const [outcome] = await library.evaluate([caseOf(specs[loss]!, sample, 'f64', ['value'])], form);
  return outcome?.status === 'value' ? [...outcome.outputs.value!.data] : outcome;
};

it('one pair of a kind costs nothing, two cost what they should: see conformance/expectations/metric-learning.json', async () => {
  const apart = (count: number): Promise<unknown> => {
    const rows = (row: number[]): number[][] => new Array(count).fill(row);
    const operands = { first: rows([1, 0]), second: rows([0, 1]), target: new Array(count).fill(1) };
    return answerTo('cosine_embedding', { operands, params: {}, reduction: 'sum' });
  };
  expect(await apart(1)).toEqual([0]);
  expect(await apart(2)).toEqual([2]);
});

it('with ref_emb the swapped distance is that of an embedding instead of the positive', async () => {
  const triplet: Sample = {
    operands: { anchor: [[0, 0]], positive: [[3, 4]], negative: [[3, 3]] },
    params: { margin: 1, swap: true, empty: 'zero' },
    reduction: 'none',
  };
  // The negative is 1 from the positive and the root of 18 from the anchor.
  expect(await answerTo('triplet_margin', triplet)).toEqual([5]);
  expect(await answerTo('triplet_margin', triplet, 'ref_emb')).toEqual([6 - Math.sqrt(18)]);
});
