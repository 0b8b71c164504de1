import { expect, test } from 'vitest';
import { attainsInfimum } from './attains-infimum.ts';
import { examine } from './test-support/examine.ts';
import { regression, under, weighted } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

const args = { operand: 'prediction', minimiser: 'target', infimum: '0' };

test.each(['none', 'sum', 'mean'] as const)('passes a square under %s, fails one that stays above', (reduction) => {
  expect(examine(attainsInfimum, args, mse, setting, under(weighted, reduction))?.verdict).toBe('pass');
  const above = altered(mse, (x, want) => (want === 'value' ? x + 1e-6 : x));
  expect(examine(attainsInfimum, args, above, setting, under(weighted, reduction))?.verdict).toBe('fail');
});

test('fails a loss that goes below elsewhere', () => {
  const below = altered(mse, (x, want) => (want === 'value' && x > 0 ? -x : x));
  expect(examine(attainsInfimum, args, below, setting, regression)?.verdict).toBe('fail');
});

// A minimiser that the dtype does not hold: the loss at the rounded one is allowed its slope times the rounding.
const third = { operand: 'prediction', minimiser: 'target / 3', infimum: '0' };
const thirds = {
  ...setting,
  formulas: { 'target / 3': () => ({ shape: [], data: [1 / 3] }) },
  right: ((c) => {
    const p = { ...c.operands.prediction!, data: c.operands.prediction!.data.map((x) => x - 1 / 3) };
    return mse({ ...c, operands: { prediction: p, target: { ...p, data: p.data.map(() => 0) } } });
  }) satisfies typeof mse,
};
const question = {
  sample: { operands: { prediction: [2], target: [1] } },
  dtype: 'f32',
  wants: ['value', 'gradient.prediction'],
} as const;

test('allows for the rounding of the minimiser, and for no more', () => {
  expect(examine(attainsInfimum, third, thirds.right, thirds, question)?.verdict).toBe('pass');
  const above = altered(thirds.right, (x, want) => (want === 'value' ? x + 1e-12 : x));
  expect(examine(attainsInfimum, third, above, thirds, question)?.verdict).toBe('fail');
  expect(examine(attainsInfimum, third, thirds.right, thirds, { ...question, wants: ['value'] })).toBeUndefined();
});
