import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { sentenceTransformers as dialect } from '../../../spec/dialects/sentence-transformers.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'sentence_transformers');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const library = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => library.close());

/** Of embeddings. */
const embeddings = [
  ...['mse', 'cosine_distance', 'contrastive', 'info_nce', 'clip'],
  ...['triplet_margin', 'triplet_batch_all', 'triplet_batch_hard', 'triplet_semi_hard'],
];
/** Of the scores of a cross-encoder. */
const scores = ['bce_with_logits', 'cross_entropy', 'cross_entropy_probabilities', 'bpr'];
/** The mean of two calls. */
const composed = ['nt_xent'];
const forms = [
  ...['cosine_distance@TripletDistanceMetric', 'cosine_distance@pairwise_cos_sim', 'mse@CrossEncoder'],
  ...['info_nce@CachedMultipleNegativesRankingLoss', 'info_nce@GISTEmbedLoss'],
  ...['info_nce@MultiVectorMultipleNegativesRankingLoss', 'clip@ContrastiveTensionLossInBatchNegatives'],
  ...['bce_with_logits@ContrastiveTensionLoss', 'bpr@ListMLELoss'],
];
const losses = [...embeddings, ...scores, ...composed];
/** ListMLELoss is imprecise: see below. */
const asSpecified = [...losses, ...forms].filter((name) => name !== 'bpr@ListMLELoss');

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await library.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses, ...forms].sort());
  expect(losses.sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses))
    expect(origin, name).toBe(composed.includes(name) ? 'composed' : 'library');
});

it('has no float64 where the library makes labels, scores or the scale float32', async () => {
  const single = [
    ...['bce_with_logits', 'bpr', 'bpr@ListMLELoss', 'mse@CrossEncoder'],
    ...['info_nce@MultiVectorMultipleNegativesRankingLoss', 'clip@ContrastiveTensionLossInBatchNegatives'],
  ];
  for (const [name, { dtypes }] of Object.entries((await library.describe()).losses))
    expect(dtypes, name).toEqual([...(single.includes(name) ? [] : ['f64']), 'f32', 'f16', 'bf16']);
});

it.each(asSpecified)('%s on the examples of the spec, under every reduction', async (name) => {
  const { asked, wrong } = await askExamples(library, name, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

const answerTo = async (name: string, operands: Sample['operands'], params: Record<string, ParamValue>) => {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const sample: Sample = { operands, params, reduction: 'mean' };
  const [outcome] = await library.evaluate([caseOf(specs[loss]!, sample, 'f32', ['value'])], form);
  return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome;
};

it('triplets that are not there cost something: see conformance/expectations/sentence-transformers.json', async () => {
  const hard = (label: number[]): Promise<unknown> =>
    answerTo('triplet_batch_hard', { embedding: [[0], [0.25]], label }, { denominator: 'count' });
  // Each has itself for a positive, at distance 0, or the other, at 0.25, for a negative.
  expect(await hard([0, 1])).toBe(0.75);
  expect(await hard([0, 0])).toBe(1);
  const one = { embedding: [[0], [1]], label: [0, 0] };
  const params = { negatives: 'closest_or_farthest', empty: 'zero' };
  expect(await answerTo('triplet_semi_hard', one, params)).toBe(2);
});

it('a lead of 20 costs nothing in ListMLELoss, and 2e-9 in RankNetLoss', async () => {
  const lead = { positive: [20], negative: [0] };
  expect(await answerTo('bpr@ListMLELoss', lead, { empty: 'throw' })).toBe(0);
  expect(await answerTo('bpr', lead, { empty: 'throw' })).toBe(Math.fround(Math.exp(-20)));
});
