import { expect, test } from 'vitest';
import { nanPropagates } from './nan-propagates.ts';
import { verdicts } from './test-support/examine.ts';
import { ignoring, triplets } from './test-support/questions.ts';
import { crossEntropySetting, tripletSetting } from './test-support/settings.ts';
import { altered, crossEntropy, triplet } from './test-support/toy-losses.ts';

test('passes NaN and fails a hinge that swallows it', () => {
  expect(verdicts(nanPropagates, {}, triplet, tripletSetting, triplets)).toEqual(new Set(['pass']));
  const swallowing = altered(triplet, (x) => (Number.isNaN(x) ? 0 : x));
  expect(verdicts(nanPropagates, {}, swallowing, tripletSetting, triplets)).toEqual(new Set(['fail']));
});

test('is not about ignored rows', () => {
  expect(verdicts(nanPropagates, {}, crossEntropy, crossEntropySetting, ignoring)).toEqual(new Set(['pass']));
});

test('is vacuous where the number does not count', () => {
  const swapless = { ...tripletSetting, right: altered(triplet, () => 1) };
  expect(verdicts(nanPropagates, {}, triplet, swapless, triplets)).toEqual(new Set(['vacuous']));
});

test('asks no NaN of what the loss does not depend on, and says nothing there', () => {
  // Both are one over all numbers; the right one multiplies each by 0 first, so that NaN shows.
  const constant = altered(triplet, () => 1);
  const setting = { ...tripletSetting, right: altered(triplet, (x) => (Number.isNaN(x) ? x : 1)) };
  expect(verdicts(nanPropagates, {}, constant, setting, triplets)).toEqual(new Set(['vacuous']));
});
