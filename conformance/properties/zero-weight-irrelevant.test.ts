import { expect, test } from 'vitest';
import { examine, verdicts } from './test-support/examine.ts';
import { regression, under, weighted } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';
import { zeroWeightIrrelevant } from './zero-weight-irrelevant.ts';

const args = { weight: 'weight' };

test.each(['none', 'sum', 'mean'] as const)('passes where the item is left out, under %s', (reduction) => {
  expect(verdicts(zeroWeightIrrelevant, args, mse, setting, under(weighted, reduction))).toEqual(new Set(['pass']));
});

test('fails a product with the weight: 0 times NaN is NaN, in value and gradient', () => {
  const multiplying = altered(mse, (x, want, c, i) => {
    const [p, t, w] = [c.operands.prediction!.data, c.operands.target!.data, c.operands.weight!.data];
    if (want === 'value') return p.reduce((sum, v, k) => sum + w[k]! * (v - t[k]!) ** 2, 0);
    return x + 0 * (p[i]! - t[i]!);
  });
  const sums = under({ ...weighted, wants: ['value'] }, 'sum');
  expect(verdicts(zeroWeightIrrelevant, args, multiplying, setting, sums)).toEqual(new Set(['pass', 'fail']));
  expect(verdicts(zeroWeightIrrelevant, args, multiplying, setting, under(weighted, 'sum'))).toContain('fail');
});

test('says nothing without weights', () => {
  expect(examine(zeroWeightIrrelevant, args, mse, setting, regression)).toBeUndefined();
});
