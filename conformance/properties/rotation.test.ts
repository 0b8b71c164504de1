import { expect, test } from 'vitest';
import { rotation } from './rotation.ts';
import { verdicts } from './test-support/examine.ts';
import { triplets } from './test-support/questions.ts';
import { tripletSetting as setting } from './test-support/settings.ts';
import { type Toy, triplet } from './test-support/toy-losses.ts';

const args = { together: ['anchor', 'positive', 'negative'] };

/** Sums of absolute differences in place of their root of squares: no signed permutation notices. */
const cityBlock: Toy = (c) => {
  const d = c.operands.anchor!.shape[1]!;
  const length = (a: Float64Array, b: Float64Array, i: number): number =>
    a.slice(i * d, (i + 1) * d).reduce((sum, x, j) => sum + Math.abs(x - b[i * d + j]!), 0);
  const [a, p, n] = [c.operands.anchor!.data, c.operands.positive!.data, c.operands.negative!.data];
  const terms = Array.from({ length: a.length / d }, (_, i) => Math.max(0, length(a, p, i) - length(a, n, i) + 1));
  const value = terms.reduce((sum, x) => sum + x, 0) / terms.length;
  return { status: 'value', outputs: { value: { ...c.cotangent, data: Float64Array.of(value) } } };
};

test.each(['f64', 'f32', 'f16', 'bf16'] as const)('passes Euclidean distances in %s', (dtype) => {
  expect(verdicts(rotation, args, triplet, setting, { ...triplets, dtype })).toEqual(new Set(['pass']));
});

test('fails sums of absolute differences, by the turn of a plane', () => {
  expect(verdicts(rotation, args, cityBlock, setting, triplets)).toEqual(new Set(['pass', 'fail']));
});
