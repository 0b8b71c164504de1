import { expect, test } from 'vitest';
import { gradientSum } from './gradient-sum.ts';
import { examine } from './test-support/examine.ts';
import { classification, classWeighted, ignoring, under } from './test-support/questions.ts';
import { crossEntropySetting as setting } from './test-support/settings.ts';
import { altered, crossEntropy } from './test-support/toy-losses.ts';

const args = { operand: 'logits', over: 'C', total: 0 };

test.each(['none', 'sum', 'mean'] as const)('rows of a softmax sum to 0 under %s', (reduction) => {
  expect(examine(gradientSum, args, crossEntropy, setting, under(classWeighted, reduction))?.verdict).toBe('pass');
});

test('fails a gradient with something added', () => {
  const added = altered(crossEntropy, (x, want) => (want === 'value' ? x : x + 1e-9));
  expect(examine(gradientSum, args, added, setting, classification)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'gradient', output: 'gradient.logits' },
  });
});

test('a total that is not 0 counts as its item does', () => {
  const third = altered(crossEntropy, (_, want, c) =>
    want === 'value' ? 1 : 1 / 3 / (c.reduction === 'mean' ? 3 : 1),
  );
  const one = { ...setting, right: third };
  expect(examine(gradientSum, { ...args, total: 1 }, third, one, under(classification, 'sum'))?.verdict).toBe('pass');
  expect(examine(gradientSum, { ...args, total: 1 }, third, one, classification)?.verdict).toBe('pass');
  // Of three rows one is ignored, whose total is 0.
  expect(examine(gradientSum, { ...args, total: 1 }, third, one, under(ignoring, 'sum'))?.verdict).toBe('fail');
});

test('says nothing where the gradient is not wanted', () => {
  expect(examine(gradientSum, args, crossEntropy, setting, { ...classification, wants: ['value'] })).toBeUndefined();
});

test('what sums to 0 does so under any cotangent', () => {
  const none = { ...under(classification, 'none'), cotangent: [2, -1, 0.5] };
  expect(examine(gradientSum, args, crossEntropy, setting, none)?.verdict).toBe('pass');
  const flat = altered(crossEntropy, (x, want, c, i) => (want === 'value' || c.cotangent.data[0] === 1 ? x : i));
  expect(examine(gradientSum, args, flat, setting, none)?.verdict).toBe('fail');
});
