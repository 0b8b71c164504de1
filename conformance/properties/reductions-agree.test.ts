import { expect, test } from 'vitest';
import { reductionsAgree } from './reductions-agree.ts';
import { examine } from './test-support/examine.ts';
import { classWeighted, weighted, withParams } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse } from './test-support/toy-losses.ts';

test('passes every denominator that the spec names', () => {
  expect(examine(reductionsAgree, {}, mse, mseSetting, weighted)?.verdict).toBe('pass');
  const count = withParams(weighted, { denominator: 'count' });
  expect(examine(reductionsAgree, {}, mse, mseSetting, count)?.verdict).toBe('pass');
  expect(examine(reductionsAgree, {}, crossEntropy, crossEntropySetting, classWeighted)?.verdict).toBe('pass');
});

test('fails a mean over n - 1, and a sum that is none', () => {
  const unbiased = altered(mse, (x, _, c) => (c.reduction === 'mean' ? (x * 3) / 2 : x));
  expect(examine(reductionsAgree, {}, unbiased, mseSetting, weighted)?.verdict).toBe('fail');
  const halfSum = altered(mse, (x, _, c) => (c.reduction === 'sum' ? x / 2 : x));
  expect(examine(reductionsAgree, {}, halfSum, mseSetting, weighted)?.verdict).toBe('fail');
});

test('compares only what the implementation has, and says nothing of one reduction alone', () => {
  const promises = (reductions: readonly ('none' | 'sum' | 'mean')[]) => ({
    ...mseSetting,
    promises: { deterministic: true, validates: true, losses: { mse: { reductions } } },
  });
  const wrongSum = altered(mse, (x, _, c) => (c.reduction === 'sum' ? Number.NaN : x));
  expect(examine(reductionsAgree, {}, wrongSum, promises(['none', 'mean']), weighted)?.verdict).toBe('pass');
  expect(examine(reductionsAgree, {}, mse, promises(['mean']), weighted)).toBeUndefined();
});
