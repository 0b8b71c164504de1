import { expect, test } from 'vitest';
import { ignoredIrrelevant } from './ignored-irrelevant.ts';
import { examine, verdicts } from './test-support/examine.ts';
import { classification, ignoring, under, withParams } from './test-support/questions.ts';
import { crossEntropySetting as setting } from './test-support/settings.ts';
import { altered, crossEntropy } from './test-support/toy-losses.ts';

test.each(['none', 'sum', 'mean'] as const)('passes where rows are left out, under %s', (reduction) => {
  expect(verdicts(ignoredIrrelevant, {}, crossEntropy, setting, under(ignoring, reduction))).toEqual(new Set(['pass']));
});

test('marks a row where none is ignored, and says nothing where none can be', () => {
  const none = withParams(classification, { ignore_index: -1 });
  expect(verdicts(ignoredIrrelevant, {}, crossEntropy, setting, none)).toEqual(new Set(['pass']));
  expect(examine(ignoredIrrelevant, {}, crossEntropy, setting, classification)).toBeUndefined();
});

test('fails a mask that multiplies: 0 times NaN is NaN', () => {
  const multiplying = altered(crossEntropy, (x, want, c) => {
    const row = c.operands.logits!.data.slice(3, 6);
    return want === 'value' ? x + 0 * row[0]! : x;
  });
  expect(verdicts(ignoredIrrelevant, {}, multiplying, setting, ignoring)).toEqual(new Set(['pass', 'fail']));
});

test('fails a gradient in the ignored row, however small', () => {
  const leaking = altered(crossEntropy, (x, want, _, i) => (want !== 'value' && i === 3 ? 1e-300 : x));
  expect(verdicts(ignoredIrrelevant, {}, leaking, setting, ignoring)).toEqual(new Set(['fail']));
});

test('says nothing of a NaN in the ignored row where the reference has one, too', () => {
  const inTheRow = (to: number) => altered(crossEntropy, (x, want, _, i) => (want !== 'value' && i === 3 ? to : x));
  const overflowing = { ...setting, right: inTheRow(Number.NaN) };
  expect(verdicts(ignoredIrrelevant, {}, inTheRow(Number.NaN), overflowing, ignoring)).toEqual(new Set(['pass']));
  expect(verdicts(ignoredIrrelevant, {}, inTheRow(Number.NaN), setting, ignoring)).toEqual(new Set(['fail']));
  expect(verdicts(ignoredIrrelevant, {}, inTheRow(1e-300), overflowing, ignoring)).toEqual(new Set(['fail']));
});
