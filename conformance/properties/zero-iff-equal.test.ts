import { expect, test } from 'vitest';
import { examine } from './test-support/examine.ts';
import { regression, under, weighted } from './test-support/questions.ts';
import { mseSetting as setting, tripletSetting } from './test-support/settings.ts';
import { altered, mse, triplet } from './test-support/toy-losses.ts';
import { zeroIffEqual } from './zero-iff-equal.ts';

const args = { operands: ['prediction', 'target'] } as const;

test('passes a square, and fails one with something added inside', () => {
  expect(examine(zeroIffEqual, args, mse, setting, weighted)?.verdict).toBe('pass');
  const offset = altered(mse, (x) => x + 1e-7);
  expect(examine(zeroIffEqual, args, offset, setting, weighted)?.verdict).toBe('fail');
});

test('fails a loss that is 0 where the operands differ', () => {
  const dead = altered(mse, (x) => (x < 1 ? 0 : x));
  const finding = examine(zeroIffEqual, args, dead, setting, under(regression, 'none'));
  expect(finding).toMatchObject({ verdict: 'fail', evidence: { index: 0, got: 0, expected: 0.25 } });
});

test('on ordinary numbers also where the reference is 0, too', () => {
  // The formula itself breaks the law here: a far negative makes the hinge 0 although anchor and positive differ.
  const args = { operands: ['anchor', 'positive'] } as const;
  const operands = { anchor: [[0]], positive: [[1]], negative: [[5]] };
  const hinge = { sample: { operands, params: { margin: 0 } } };
  expect(examine(zeroIffEqual, args, triplet, tripletSetting, hinge)?.verdict).toBe('fail');
  expect(examine(zeroIffEqual, args, triplet, tripletSetting, { ...hinge, regime: 'huge' })?.verdict).toBe('pass');
});

test('asks nothing of items in which the operands are equal', () => {
  const some = { sample: { operands: { prediction: [1, 2], target: [1, 5] }, reduction: 'none' } } as const;
  expect(examine(zeroIffEqual, args, mse, setting, some)?.verdict).toBe('pass');
});
