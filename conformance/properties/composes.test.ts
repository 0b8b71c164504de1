import { expect, test } from 'vitest';
import { composes } from './composes.ts';
import { verdicts } from './test-support/examine.ts';
import { classWeighted, ignoring, under, weighted, withParams } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse } from './test-support/toy-losses.ts';

test.each(['none', 'sum', 'mean'] as const)('passes weighted and ignoring losses under %s', (reduction) => {
  expect(verdicts(composes, {}, mse, mseSetting, under(weighted, reduction))).toEqual(new Set(['pass']));
  const rows = under(classWeighted, reduction);
  expect(verdicts(composes, {}, crossEntropy, crossEntropySetting, rows)).toEqual(new Set(['pass']));
  const ignored = under(withParams(ignoring, { denominator: 'all' }), reduction);
  expect(verdicts(composes, {}, crossEntropy, crossEntropySetting, ignored)).toEqual(new Set(['pass']));
});

test('fails a mean over the number of rows where rows weigh', () => {
  const counting = altered(mse, (x, _, c) => {
    const weights = [...c.operands.weight!.data];
    return (x * weights.reduce((a, b) => a + b, 0)) / weights.length;
  });
  expect(verdicts(composes, {}, counting, mseSetting, weighted)).toContain('fail');
});

test('fails a term that knows its batch', () => {
  const coupled = altered(mse, (x, _, c) => x + 1 / c.operands.prediction!.data.length);
  expect(verdicts(composes, {}, coupled, mseSetting, under(weighted, 'none'))).toContain('fail');
});
