import { expect, test } from 'vitest';
import { nonNegative } from './non-negative.ts';
import { examine } from './test-support/examine.ts';
import { regression, under } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

const below = altered(mse, (x, _, __, i) => (i === 1 ? -1e-3 : x));

test('fails a term below zero by more than the permitted error', () => {
  expect(examine(nonNegative, {}, mse, setting, under(regression, 'none'))?.verdict).toBe('pass');
  expect(examine(nonNegative, {}, below, setting, under(regression, 'none'))).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'value', index: 1, got: -1e-3, expected: 0 },
  });
  const rounding = { ...setting, radius: 1e-3 };
  expect(examine(nonNegative, {}, below, rounding, under(regression, 'none'))?.verdict).toBe('pass');
});

test('is vacuous where nothing is known', () => {
  expect(examine(nonNegative, {}, below, { ...setting, radius: Infinity }, regression)?.verdict).toBe('vacuous');
});
