import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { rax as dialect } from '../../../spec/dialects/rax.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'jax', 'rax');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const rax = processImplementation([python ?? 'python3', script], { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => rax.close());

const losses = [
  ...['pairwise_logistic', 'pairwise_hinge_ranking', 'list_mle', 'list_net'],
  ...['cross_entropy_probabilities', 'poly_cross_entropy', 'mse', 'bce_with_logits'],
];
/** Whose examples it gets wrong: see conformance/expectations/rax.json. */
const deviating = ['bce_with_logits', 'list_mle'];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await rax.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses)) {
    expect(origin, name).toBe(name === 'list_net' ? 'composed' : 'library');
  }
});

describe.each(losses)('%s', (loss) => {
  it.each<Dtype>(['f64', 'f32'])('on the examples of the spec in %s, under every reduction', async (dtype) => {
    const { asked, wrong } = await askExamples(rax, loss, dialect, dtype);
    expect(asked).toBeGreaterThan(0);
    if (deviating.includes(loss)) expect(wrong).not.toEqual([]);
    else expect(wrong).toEqual([]);
  });
});

it('where it leaves the mathematics: see conformance/expectations/rax.json', async () => {
  const gradient = async (loss: string, want: Want, sample: Sample): Promise<readonly number[]> => {
    const params = { ...dialect.losses[loss]!.params, ...sample.params };
    const [outcome] = await rax.evaluate([caseOf(specs[loss]!, { ...sample, params }, 'f64', [want])]);
    return outcome?.status === 'value' ? [...outcome.outputs[want]!.data] : [];
  };
  // At a score of 0 it must be 1/2 - y.
  const undecided = { operands: { logits: [0, 0], target: [0, 1] }, reduction: 'none' } as const;
  expect(await gradient('bce_with_logits', 'gradient.logits', undecided)).toEqual([-0.5, -1.5]);
  // Of two equal scores it must be -1/2 and 1/2.
  const equal = { operands: { scores: [[0, 0]], relevance: [[1, 0]] } };
  expect(await gradient('list_mle', 'gradient.scores', equal)).toEqual([-0.375, 0.375]);
});
