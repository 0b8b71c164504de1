import { expect, test } from 'vitest';
import { convex } from './convex.ts';
import { examine, verdicts } from './test-support/examine.ts';
import { regression, triplets, under } from './test-support/questions.ts';
import { mseSetting as setting, tripletSetting } from './test-support/settings.ts';
import { altered, mse, triplet } from './test-support/toy-losses.ts';

const args = { in: ['prediction', 'target'] };
const valueOnly = { ...regression, wants: ['value'] as const };

test.each(['none', 'sum', 'mean'] as const)('passes a square under %s', (reduction) => {
  expect(verdicts(convex, args, mse, setting, under(regression, reduction))).toEqual(new Set(['pass']));
});

test('fails a square root', () => {
  const concave = altered(mse, (x) => x ** 0.25);
  expect(verdicts(convex, args, concave, setting, under(valueOnly, 'none'))).toContain('fail');
});

test('fails a gradient that is no subgradient, where it is wanted', () => {
  const uphill = altered(mse, (x, want) => (want === 'value' ? x : -x));
  expect(verdicts(convex, args, uphill, setting, regression)).toContain('fail');
  expect(verdicts(convex, args, uphill, setting, valueOnly)).toEqual(new Set(['pass']));
});

test('a negative cotangent does not turn the inequality', () => {
  const question = { ...under(regression, 'none'), cotangent: [-1, 2, -3] };
  expect(verdicts(convex, args, mse, setting, question)).toEqual(new Set(['pass']));
});

test('takes the second point of a witness', () => {
  const between = {
    sample: { operands: { anchor: [[0]], positive: [[0]], negative: [[-1]] } },
    to: { negative: [[1]] },
  };
  expect(examine(convex, { in: ['negative'] }, triplet, tripletSetting, between)?.verdict).toBe('fail');
  expect(verdicts(convex, { in: ['positive'] }, triplet, tripletSetting, triplets)).toEqual(new Set(['pass']));
});
