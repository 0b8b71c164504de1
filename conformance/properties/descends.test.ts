import { expect, test } from 'vitest';
import { descends } from './descends.ts';
import { examine, verdicts } from './test-support/examine.ts';
import { regression, under } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

const args = { in: ['prediction'] };

test.each(['none', 'sum', 'mean'] as const)('passes a gradient and fails its negative, under %s', (reduction) => {
  const question = { ...under(regression, reduction), ...(reduction === 'none' ? { cotangent: [1, -2, 3] } : {}) };
  expect(verdicts(descends, args, mse, setting, question)).toEqual(new Set(['pass']));
  const ascending = altered(mse, (x, want) => (want === 'value' ? x : -x));
  expect(verdicts(descends, args, ascending, setting, question)).toEqual(new Set(['fail']));
});

test('is vacuous at a minimum, and where the drop is within the permitted errors', () => {
  const minimum = { ...regression, sample: { operands: { prediction: [1], target: [1] } } };
  expect(verdicts(descends, args, mse, setting, minimum)).toEqual(new Set(['vacuous']));
  const loose = { ...setting, radius: (want: string) => (want === 'value' ? 1 : undefined) };
  expect(verdicts(descends, args, mse, loose, regression)).toEqual(new Set(['vacuous']));
});

test('a witness names its step', () => {
  const step = { ...regression, sample: { operands: { prediction: [2], target: [0] } }, to: { prediction: [1.5] } };
  expect(examine(descends, args, mse, setting, step)?.verdict).toBe('pass');
  // A gradient that is not of this value: along it the value rises.
  const held = altered(mse, (x, want, c) => (want === 'value' ? -c.operands.prediction!.data[0]! : x));
  expect(examine(descends, args, held, setting, step)?.verdict).toBe('fail');
});
