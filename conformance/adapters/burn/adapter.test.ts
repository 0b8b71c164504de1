import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { burn as dialect } from '../../../spec/dialects/burn.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { outputsUnder } from '../test-support/outputs-under.ts';
import { skipUnlessBuilt } from '../test-support/skip-unless-built.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const binary = fileURLToPath(new URL('target/release/lossproof-burn', import.meta.url));
skipUnlessBuilt('Burn', binary, 'cargo build --release --manifest-path conformance/adapters/burn/Cargo.toml');

const burn = processImplementation([binary], { timeoutMs: 60_000 });
afterAll(() => burn.close());

/** Every loss of burn::nn::loss that the spec has, and the two activations that it has. */
const losses = [
  ...['mse', 'mse@LpLoss', 'mae', 'huber', 'smooth_l1', 'poisson_nll', 'poisson_nll_rate', 'gaussian_nll'],
  ...['bce', 'bce_with_logits', 'cross_entropy', 'kl_div', 'kl_div_log_target', 'soft_margin', 'multi_margin', 'ctc'],
  ...['margin_ranking', 'hinge_embedding', 'cosine_embedding', 'triplet_margin'],
  ...['softmax', 'log_softmax'],
];
/** Whose examples it gets wrong: see conformance/expectations/burn.json. */
const deviating = ['kl_div', 'ctc'];
/** What a loss has no call for, as it says. */
const lacking: Record<string, string> = {
  bce: 'targets that are not whole numbers',
  bce_with_logits: 'targets that are not whole numbers',
  kl_div: 'a divergence of each row',
  kl_div_log_target: 'a divergence of each row',
  ctc: 'per_label = true under this reduction',
};

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await burn.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong: all } = await askExamples(burn, loss, dialect, 'f32');
  const wrong = all.filter((each) => !each.includes(`{"status":"unsupported","what":"${lacking[loss]}"}`));
  expect(asked - (all.length - wrong.length)).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

it('gradients are contracted with the cotangent', async () => {
  // 2 (3 - 1) and 1/2; slopes -2 and 1.
  const sample = {
    operands: { prediction: [-3, 1], target: [0, 0] },
    params: { delta: 2 },
    reduction: 'none',
  } as const;
  const wants: Want[] = ['value', 'gradient.prediction', 'gradient.target'];
  const c = caseOf(specs.huber!, sample, 'f32', wants);
  expect(await outputsUnder(burn, c, [0.5, 8])).toEqual([
    [4, 0.5],
    [-1, 8],
    [1, -8],
  ]);
});

it('a panic of the library is a refusal, and the next case is answered', async () => {
  const sample = { operands: { prediction: [1], target: [0] }, params: { beta: 0 }, reduction: 'none' } as const;
  const cases = [0, 1].map((beta) => caseOf(specs.smooth_l1!, { ...sample, params: { beta } }, 'f32', ['value']));
  const [refused, answered] = await burn.evaluate(cases);
  expect(refused).toMatchObject({
    status: 'rejected',
    kind: 'panic',
    message: expect.stringContaining('beta must be positive'),
  });
  expect(answered).toMatchObject({ status: 'value' });
});
