import { expect, test } from 'vitest';
import { itemPermutation } from './item-permutation.ts';
import { verdicts } from './test-support/examine.ts';
import { classification, under, weighted } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse } from './test-support/toy-losses.ts';

test.each(['none', 'sum', 'mean'] as const)('terms, sums and gradients follow under %s', (reduction) => {
  const elements = { ...under(weighted, reduction), ...(reduction === 'none' ? { cotangent: [1, -2, 0.5] } : {}) };
  expect(verdicts(itemPermutation, { along: '...' }, mse, mseSetting, elements)).toEqual(new Set(['pass']));
  const rows = under(classification, reduction);
  expect(verdicts(itemPermutation, { along: 'N' }, crossEntropy, crossEntropySetting, rows)).toEqual(new Set(['pass']));
});

test('fails a loss that counts its first item twice, or misplaces a gradient', () => {
  const first = altered(mse, (x, want, c) => x + (want === 'value' ? c.operands.prediction!.data[0]! ** 2 : 0));
  expect(verdicts(itemPermutation, { along: '...' }, first, mseSetting, weighted)).toContain('fail');
  const slot = altered(mse, (x, want, _, i) => (want !== 'value' && i === 0 ? 0 : x));
  expect(verdicts(itemPermutation, { along: '...' }, slot, mseSetting, weighted)).toContain('fail');
});

test('says nothing of a single item, or of an axis that is not there', () => {
  const one = { sample: { operands: { prediction: [1], target: [0] } } };
  expect(verdicts(itemPermutation, { along: '...' }, mse, mseSetting, one)).toEqual(new Set(['nothing']));
  const rest = { along: '...' };
  expect(verdicts(itemPermutation, rest, crossEntropy, crossEntropySetting, classification)).toEqual(
    new Set(['nothing']),
  );
});
