import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { tinygrad as dialect } from '../../../spec/dialects/tinygrad.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'tinygrad');
const compiles = spawnSync(process.env.CC ?? 'clang', ['--version']).status === 0;
if (!compiles) console.warn('skipped: tinygrad compiles with clang, which is not there');
beforeEach(({ skip }) => skip(!python || !compiles, python ? 'no clang' : reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const tinygrad = processImplementation([python ?? 'python3', script], { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => tinygrad.close());

/** The losses of Tensor, and two operators of its ONNX runner. */
const losses = [
  ...['cross_entropy', 'cross_entropy@sparse_categorical_crossentropy', 'cross_entropy@SoftmaxCrossEntropyLoss'],
  ...['cross_entropy_probabilities', 'nll', 'bce', 'bce_with_logits'],
  ...['softmax', 'log_softmax', 'log_sum_exp', 'log_sum_exp@ReduceLogSumExp', 'clip_grad_value'],
];
/** Whose examples it gets wrong: see conformance/expectations/tinygrad.json. */
const deviating = ['log_sum_exp@ReduceLogSumExp'];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await tinygrad.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) expect(origin, name).toBe('library');
});

it('sums float16 in float32, every other dtype in itself', async () => {
  const { arithmetic } = await tinygrad.describe();
  const accumulators = Object.entries(arithmetic).map(([dtype, { accumulator }]) => [dtype, accumulator]);
  expect(Object.fromEntries(accumulators)).toEqual({ f64: 'f64', f32: 'f32', f16: 'f32' });
});

it.each(losses)('%s on the examples of the spec, under every reduction', { timeout: 120_000 }, async (loss) => {
  const { asked, wrong } = await askExamples(tinygrad, loss, dialect, 'f32');
  expect(asked).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

/** What comes of one case in float32: the numbers of one output. */
async function answer(name: string, given: Sample, want: 'value' | 'gradient.logits' = 'value'): Promise<unknown> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const [outcome] = await tinygrad.evaluate([caseOf(specs[loss]!, given, 'f32', [want])], form);
  return outcome?.status === 'value' ? [...outcome.outputs[want]!.data] : outcome;
}

it('gradients are contracted with the cotangent, of a tensor of rank 0 too', async () => {
  const operands = { logits: [[0, 0]], target: [0] };
  expect(await answer('cross_entropy', { operands, reduction: 'mean' }, 'gradient.logits')).toEqual([-0.5, 0.5]);
  const alone = { operands: { probability: 0.5, target: 0.5 }, reduction: 'none' } as const;
  expect(await answer('bce', alone)).toEqual([Math.fround(Math.LN2)]);
});

it('an ignore_index of -1 is taken for none: see conformance/expectations/tinygrad.json', async () => {
  const ignoring = (label: number): Sample => ({
    operands: {
      logits: [
        [0, 0],
        [0, 0],
      ],
      target: [0, label],
    },
    params: { class_axis: -1, denominator: 'count', ignore_index: label },
    reduction: 'mean',
  });
  const sparse = 'cross_entropy@sparse_categorical_crossentropy';
  expect(await answer(sparse, ignoring(-100))).toEqual([Math.fround(Math.LN2)]);
  expect(await answer(sparse, ignoring(-1))).toEqual([Math.fround(Math.LN2) / 2]);
});
