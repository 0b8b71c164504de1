import { expect, test } from 'vitest';
import { classPermutation } from './class-permutation.ts';
import { verdicts } from './test-support/examine.ts';
import { classification, classWeighted, ignoring, withParams } from './test-support/questions.ts';
import { crossEntropySetting as setting } from './test-support/settings.ts';
import { altered, crossEntropy } from './test-support/toy-losses.ts';

const args = { symbol: 'C' };

test('passes with labels, weights and gradients following', () => {
  expect(verdicts(classPermutation, args, crossEntropy, setting, classWeighted)).toEqual(new Set(['pass']));
  expect(verdicts(classPermutation, args, crossEntropy, setting, ignoring)).toEqual(new Set(['pass']));
});

test('a class whose index marks ignored rows stays where it is', () => {
  const marked = withParams(classification, { ignore_index: 1 });
  expect(verdicts(classPermutation, args, crossEntropy, setting, marked)).toEqual(new Set(['pass']));
});

test('fails a loss that adds the first class for itself', () => {
  const special = altered(crossEntropy, (x, want, c) => x + (want === 'value' ? c.operands.logits!.data[0]! : 0));
  expect(verdicts(classPermutation, args, special, setting, classification)).toContain('fail');
});
