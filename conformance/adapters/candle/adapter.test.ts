import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { candle as dialect } from '../../../spec/dialects/candle.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { outputsUnder } from '../test-support/outputs-under.ts';
import { skipUnlessBuilt } from '../test-support/skip-unless-built.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const binary = fileURLToPath(new URL('target/release/lossproof-candle', import.meta.url));
skipUnlessBuilt('candle', binary, 'cargo build --release --manifest-path conformance/adapters/candle/Cargo.toml');

const candle = processImplementation([binary], { timeoutMs: 60_000 });
afterAll(() => candle.close());

/** Every loss of candle_nn::loss, and the functions that candle has of those of the spec. */
const losses = [
  ...['mse', 'huber', 'bce_with_logits', 'nll', 'cross_entropy'],
  ...['softmax', 'softmax@softmax_last_dim', 'log_softmax', 'log_sum_exp'],
];
const dtypes = ['f64', 'f32', 'f16', 'bf16'] as const;

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await candle.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
});

it.each(losses.flatMap((loss) => dtypes.map((dtype) => [loss, dtype] as const)))(
  '%s on the examples of the spec in %s',
  async (loss, dtype) => {
    const { asked, wrong } = await askExamples(candle, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

it('gradients are contracted with the cotangent', async () => {
  // Twice the softmax of two equal logits: the slopes are a quarter, and minus a quarter across.
  const sample = { operands: { logits: [[3, 3]] }, params: { temperature: 1 }, reduction: 'none' } as const;
  const wants: Want[] = ['value', 'gradient.logits'];
  const c = caseOf(specs.softmax!, sample, 'f16', wants);
  expect(await outputsUnder(candle, c, [8, 2])).toEqual([
    [0.5, 0.5],
    [1.5, -1.5],
  ]);
});

it('an error of the library is a refusal, and the next case is answered', async () => {
  const of = (target: number) =>
    ({ operands: { logits: [[0, 0]], target: [target] }, params: { class_axis: -1 }, reduction: 'mean' }) as const;
  const cases = [2, 1].map((target) => caseOf(specs.cross_entropy!, of(target), 'f32', ['value']));
  const [refused, answered] = await candle.evaluate(cases);
  expect(refused).toMatchObject({
    status: 'rejected',
    kind: 'Error',
    message: expect.stringContaining('invalid index 2'),
  });
  expect(answered).toMatchObject({ status: 'value' });
});
