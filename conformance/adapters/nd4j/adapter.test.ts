import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { nd4j as dialect } from '../../../spec/dialects/nd4j.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { outputsUnder } from '../test-support/outputs-under.ts';
import { skipUnlessBuilt } from '../test-support/skip-unless-built.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const jar = fileURLToPath(new URL('target/lossproof-nd4j.jar', import.meta.url));
skipUnlessBuilt('ND4J', jar, 'mvn -f conformance/adapters/nd4j/pom.xml package');

const nd4j = processImplementation(['java', '-jar', jar], { timeoutMs: 60_000 });
afterAll(() => nd4j.close());

/** The operators of Nd4j.loss(), the classes of lossfunctions.impl and graphs of SameDiff; forms where there are several. */
const losses = [
  ...['mse', 'mse@LossMSE', 'mse@LossMSE_scores', 'mse@SameDiff', 'mae', 'mae@LossMAE', 'mae@LossMAE_scores', 'huber'],
  ...['mape', 'mape@LossMAPE_scores', 'msle', 'msle@LossMSLE_scores', 'poisson_nll', 'poisson_nll_rate'],
  ...['bce', 'bce@LossBinaryXENT', 'bce_with_logits', 'bce_with_logits@LossBinaryXENT'],
  ...['bce_with_logits@WeightedCrossEntropyLoss', 'hinge', 'hinge@LossHinge', 'squared_hinge', 'cosine_distance'],
  ...['cross_entropy', 'cross_entropy@LossSparseMCXENT', 'cross_entropy@SameDiff', 'cross_entropy_probabilities'],
  ...['cross_entropy_probabilities@LossMCXENT', 'cross_entropy_probabilities@WithLogits', 'ctc', 'ctc@CtcLoss'],
  ...['dice', 'wgan_generator', 'softmax', 'log_softmax'],
];
/** Whose examples it gets wrong: see conformance/expectations/nd4j.json. */
const deviating = [
  ...['mae@LossMAE_scores', 'bce@LossBinaryXENT', 'bce_with_logits@WeightedCrossEntropyLoss'],
  ...['cross_entropy_probabilities@WithLogits', 'ctc', 'ctc@CtcLoss'],
];

it('has every loss of the dialect, and names only what the spec has', async () => {
  const description = await nd4j.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
  expect(unknownNames(description)).toEqual([]);
});

it.each(losses)('%s on the examples of the spec, under every reduction', async (loss) => {
  const { asked, wrong } = await askExamples(nd4j, loss, dialect, 'f64');
  expect(asked).toBeGreaterThan(0);
  if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
  else expect(wrong).toEqual([]);
});

it('derivatives of sums are contracted with the cotangent', async () => {
  // 2 (3 - 1) and 1/2; slopes -2 and 1.
  const sample = {
    operands: { prediction: [-3, 1], target: [0, 0] },
    params: { delta: 2, empty: 'zero' },
    reduction: 'none',
  } as const;
  const wants: Want[] = ['value', 'gradient.prediction', 'gradient.target'];
  const c = caseOf(specs.huber!, sample, 'f64', wants);
  expect(await outputsUnder(nd4j, c, [0.5, 8])).toEqual([
    [4, 0.5],
    [-1, 8],
    [1, -8],
  ]);
});

it('an exception of the library is a refusal, and the next case is answered', async () => {
  const of = (label: number) => {
    const sample = { operands: { logits: [[1, 2]], target: [label] }, params: {}, reduction: 'none' } as const;
    return caseOf(specs.cross_entropy!, sample, 'f64', ['value']);
  };
  const [refused, answered] = await nd4j.evaluate([of(7), of(1)]);
  expect(refused).toMatchObject({ status: 'rejected', kind: 'RuntimeException' });
  expect(answered).toMatchObject({ status: 'value' });
});
