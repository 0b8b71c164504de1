import { expect, test } from 'vitest';
import { gradient } from './gradient.ts';
import { examine } from './test-support/examine.ts';
import { regression } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

test('passes the derivative and fails half of it', () => {
  expect(examine(gradient, {}, mse, setting, regression)).toMatchObject({ verdict: 'pass' });
  const half = altered(mse, (x, want) => (want === 'gradient.target' ? x / 2 : x));
  expect(examine(gradient, {}, half, setting, regression)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'gradient' },
  });
});

test('says nothing where no gradient is wanted', () => {
  expect(examine(gradient, {}, mse, setting, { ...regression, wants: ['value'] })).toBeUndefined();
});
