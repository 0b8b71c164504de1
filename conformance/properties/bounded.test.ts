import { expect, test } from 'vitest';
import { bounded } from './bounded.ts';
import { examine } from './test-support/examine.ts';
import { under } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

// Squares of 1 and 0.5, weighted 2 and 4: terms 2 and 1.
const inside = {
  sample: { operands: { prediction: [1, 0.5], target: [0, 0], weight: [2, 4] } },
};

test.each(['none', 'sum', 'mean'] as const)(
  'bounds of items are weighted and reduced as items are: %s',
  (reduction) => {
    const question = under(inside, reduction);
    expect(examine(bounded, { min: 0, max: 1 }, mse, setting, question)?.verdict).toBe('pass');
    expect(examine(bounded, { min: 0, max: 0.25 }, mse, setting, question)?.verdict).toBe('fail');
    const negative = altered(mse, (x) => -x);
    expect(examine(bounded, { min: 0, max: 1 }, negative, setting, question)?.verdict).toBe('fail');
  },
);

test('a bound may be met', () => {
  const one = { sample: { operands: { prediction: [1], target: [0] } } };
  expect(examine(bounded, { min: 0, max: 1 }, mse, setting, one)?.verdict).toBe('pass');
});
