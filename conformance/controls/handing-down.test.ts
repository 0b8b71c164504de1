import { expect, test } from 'vitest';
import { HandingDown } from '../../reference/arithmetic/test-support/handing-down.ts';
import { crossEntropyProbabilities } from '../../reference/losses/classification/cross_entropy_probabilities.ts';
import { tensorData } from '../../reference/tensor/tensor-data.ts';
import { specs } from '../../spec/losses/index.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { judge } from '../acceptance/judge.ts';
import { PermittedError } from '../acceptance/permitted-error.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { run } from '../run/run.ts';

const differentiating = referenceImplementation({ arithmetic: HandingDown, name: 'node by node' });

test.each(Object.keys(specs))('%s is right where the cotangent is handed down from node to node', async (loss) => {
  const { tests } = await run(differentiating, {
    specs: Object.values(specs),
    select: `${loss}/{gradient,cotangent_linear}`,
    profile: 'smoke',
    seed: 631098,
    dtypes: ['f32'],
    strict: false,
    expectations: [],
  });
  const broken = tests.flatMap(({ id, verdict }) =>
    verdict.verdict === 'fail' ? [[id, verdict.evidence.message]] : [],
  );
  expect(broken).toEqual([]);
  expect(tests.filter(({ verdict }) => verdict.verdict === 'pass').length).toBeGreaterThan(0);
});

// PyTorch's answer, found at 1000 cases with seed 18: 3e-41 halved is 10704.5 smallest numbers, to even 10704, and ten times that.
test('class weights below the smallest normal number may be multiplied last, and answers that no order has are refused', () => {
  const tiny = 2 ** -149;
  const inputs = {
    operands: {
      logits: tensorData([-10, 0, 0, 0], [1, 2, 2]),
      target: tensorData([0, 0, 0, 0], [1, 2, 2]),
      class_weight: tensorData([21409 * tiny, 0], [2]),
      label_smoothing: tensorData([0], []),
    },
    settings: { reduction: 'mean', denominator: 'count', empty: 'nan', class_axis: 1 },
    wrt: ['target'],
    cotangent: tensorData([1], []),
  } as const;
  const permitted = new PermittedError(crossEntropyProbabilities.algorithms, inputs, plainDeclaration('f32'));
  const reference = permitted.reference('gradient.target');
  const accepts = (x: number): boolean => judge({ 'gradient.target': reference.with(0, x) }, permitted).accepted;
  expect(reference[0]! / tiny).toBeCloseTo(107045.5, 0);
  expect(accepts(107040 * tiny)).toBe(true);
  expect(accepts(107000 * tiny)).toBe(false);
});
