import { expect, test } from 'vitest';
import { scale } from './scale.ts';
import { verdicts } from './test-support/examine.ts';
import { regression, triplets } from './test-support/questions.ts';
import { mseSetting, tripletSetting } from './test-support/settings.ts';
import { altered, mse, triplet } from './test-support/toy-losses.ts';

const squares = { by: { prediction: 1, target: 1 }, degree: 2 };
const lengths = { by: { anchor: 1, positive: 1, negative: 1, margin: 1, coordinate_eps: 1 }, degree: 1 };

test('passes values and gradients that scale, parameters too', () => {
  expect(verdicts(scale, squares, mse, mseSetting, regression)).toEqual(new Set(['pass']));
  expect(verdicts(scale, lengths, triplet, tripletSetting, triplets)).toEqual(new Set(['pass']));
});

test('fails a clip, a wrong degree, and a gradient that does not scale', () => {
  const clipped = altered(mse, (x) => Math.min(x, 40));
  expect(verdicts(scale, squares, clipped, mseSetting, regression)).toContain('fail');
  expect(verdicts(scale, { ...squares, degree: 1 }, mse, mseSetting, regression)).toEqual(new Set(['fail']));
  const unit = altered(mse, (x, want) => (want === 'value' ? x : Math.sign(x)));
  expect(verdicts(scale, squares, unit, mseSetting, regression)).toEqual(new Set(['fail']));
  const squared = altered(triplet, (x, want) => (want === 'value' ? x * x : x));
  expect(verdicts(scale, lengths, squared, tripletSetting, triplets)).toEqual(new Set(['fail']));
});

test('says nothing where scaling loses digits or leaves the domain', () => {
  const tiny = { sample: { operands: { prediction: [5e-324], target: [1.7e308] } } };
  expect(verdicts(scale, squares, mse, mseSetting, tiny)).toEqual(new Set(['nothing']));
});

test('finds what is put under a norm to keep it from 0', () => {
  const exact = { ...tripletSetting, radius: 1e-20 };
  const floored = altered(triplet, (x, want) => (want === 'value' && x > 0 ? Math.max(x, 1e-12) : x));
  expect(verdicts(scale, lengths, triplet, exact, triplets, 40)).toEqual(new Set(['pass']));
  expect(verdicts(scale, lengths, floored, exact, triplets, 40)).toEqual(new Set(['pass', 'fail']));
});
