import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { dlib as dialect } from '../../../spec/dialects/dlib.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { outputsUnder } from '../test-support/outputs-under.ts';
import { skipUnlessBuilt } from '../test-support/skip-unless-built.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const binary = fileURLToPath(new URL('build/lossproof-dlib', import.meta.url));
skipUnlessBuilt('dlib', binary, 'conformance/adapters/README.md says how');

const dlib = processImplementation([binary], { timeoutMs: 60_000 });
afterAll(() => dlib.close());

/** The loss layers that the spec has, a form each where several are one loss, and softmax. */
const losses = [
  ...['mse', 'mse@loss_mean_squared_multioutput', 'mse@loss_mean_squared_per_pixel'],
  ...['mse@loss_mean_squared_per_channel_and_pixel', 'mae', 'hinge'],
  ...['bce_with_logits', 'bce_with_logits@loss_binary_log_per_pixel', 'bce_with_logits@loss_multibinary_log'],
  ...['binary_focal', 'cross_entropy', 'cross_entropy@loss_multiclass_log_weighted'],
  ...['cross_entropy@loss_multimulticlass_log', 'cross_entropy@loss_multiclass_log_per_pixel'],
  ...['cross_entropy@loss_multiclass_log_per_pixel_weighted', 'margin_ranking', 'softmax'],
];
/** Whose examples it gets wrong: see conformance/expectations/dlib.json. */
const deviating = losses.filter((loss) => /^(mse|binary_focal)/.test(loss));
/** What it has no call for, as it says. */
const lacking = /"what":"(targets that are not 0 or 1|a weight of 0)"/;

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await dlib.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong: all } = await askExamples(dlib, loss, dialect, 'f32');
  const wrong = all.filter((each) => !lacking.test(each));
  expect(asked - (all.length - wrong.length)).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

it('gradients are contracted with the cotangent', async () => {
  // Two pairs, each a mini-batch: 2 - (1 - 0) costs 1, and 2 - (4 - 0) nothing.
  const sample = {
    operands: { first: [1, 4], second: [0, 0], target: [1, 1] },
    params: { margin: 2 },
    reduction: 'none',
  } as const;
  const wants: Want[] = ['value', 'gradient.first', 'gradient.second'];
  const c = caseOf(specs.margin_ranking!, sample, 'f32', wants);
  expect(await outputsUnder(dlib, c, [0.5, 8])).toEqual([
    [1, 0],
    [-0.5, -0],
    [0.5, 0],
  ]);
});

it('what a layer does not take is a refusal, and the next case is answered', async () => {
  const of = (target: number) =>
    ({ operands: { logits: [[0, 0]], target: [target] }, params: { class_axis: -1 }, reduction: 'mean' }) as const;
  const cases = [2, 3, 1].map((target) => caseOf(specs.cross_entropy!, of(target), 'f32', ['value']));
  const outcomes = await dlib.evaluate(cases);
  const refused = { status: 'rejected', kind: 'fatal_error', message: 'y < output_tensor.k()' };
  expect(outcomes).toMatchObject([refused, refused, { status: 'value' }]);
});
