import { expect, test } from 'vitest';
import { symmetric } from './symmetric.ts';
import { examine } from './test-support/examine.ts';
import { regression, weighted } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

const args = { swap: ['prediction', 'target'] } as const;

test('passes a square and fails one that punishes overestimates more', () => {
  expect(examine(symmetric, args, mse, setting, weighted)?.verdict).toBe('pass');
  const lopsided = altered(mse, (x, want, c) =>
    want === 'value' && c.operands.prediction!.data[0]! > c.operands.target!.data[0]! ? x * 1.01 : x,
  );
  expect(examine(symmetric, args, lopsided, setting, regression)?.verdict).toBe('fail');
});

test('the gradients of the two change places', () => {
  const forgetful = altered(mse, (x, want) => (want === 'gradient.target' ? 0 : x));
  expect(examine(symmetric, args, forgetful, setting, regression)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'gradient' },
  });
  const one = { ...regression, wants: ['value', 'gradient.prediction'] as const };
  expect(examine(symmetric, args, forgetful, setting, one)?.verdict).toBe('pass');
});

test('says nothing where the two are the same', () => {
  const same = { sample: { operands: { prediction: [1], target: [1] } } };
  expect(examine(symmetric, args, mse, setting, same)).toBeUndefined();
});
