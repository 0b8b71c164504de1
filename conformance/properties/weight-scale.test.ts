import { expect, test } from 'vitest';
import { verdicts } from './test-support/examine.ts';
import { classWeighted, regression, under, weighted } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse } from './test-support/toy-losses.ts';
import { weightScale } from './weight-scale.ts';

test('passes a mean over the summed weights', () => {
  expect(verdicts(weightScale, { weight: 'weight' }, mse, mseSetting, weighted)).toEqual(new Set(['pass']));
  const classes = { weight: 'class_weight' };
  expect(verdicts(weightScale, classes, crossEntropy, crossEntropySetting, classWeighted)).toEqual(new Set(['pass']));
});

test('fails a mean over the number of items', () => {
  const counting = altered(mse, (x, _, c) => (x * c.operands.weight!.data.reduce((a, b) => a + b, 0)) / 3);
  expect(verdicts(weightScale, { weight: 'weight' }, counting, mseSetting, weighted)).toEqual(new Set(['fail']));
});

test('fails a floor under the summed weights', () => {
  const floored = altered(mse, (x, want, c) => {
    const sum = c.operands.weight!.data.reduce((a, b) => a + b, 0);
    return want === 'value' ? (x * sum) / Math.max(sum, 1e-6) : x;
  });
  expect(verdicts(weightScale, { weight: 'weight' }, floored, mseSetting, weighted)).toContain('fail');
});

test('asks for the mean of any base, and says nothing without weights', () => {
  const args = { weight: 'weight' };
  expect(verdicts(weightScale, args, mse, mseSetting, under(weighted, 'none'))).toEqual(new Set(['pass']));
  expect(verdicts(weightScale, args, mse, mseSetting, regression)).toEqual(new Set(['nothing']));
});
