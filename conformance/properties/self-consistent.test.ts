import { expect, test } from 'vitest';
import { selfConsistent } from './self-consistent.ts';
import { examine, verdicts } from './test-support/examine.ts';
import { regression, triplets, under, weighted, withParams } from './test-support/questions.ts';
import { mseSetting, tripletSetting } from './test-support/settings.ts';
import { altered, mse, triplet } from './test-support/toy-losses.ts';

test('passes values and gradients that belong together, also those of another convention', () => {
  expect(verdicts(selfConsistent, {}, mse, mseSetting, weighted)).toEqual(new Set(['pass']));
  const half = altered(mse, (x) => x / 2);
  expect(verdicts(selfConsistent, {}, half, mseSetting, regression)).toEqual(new Set(['pass']));
  const cotangent = { ...under(regression, 'none'), cotangent: [1, -2, 0.5] };
  expect(verdicts(selfConsistent, {}, mse, mseSetting, cotangent)).toEqual(new Set(['pass']));
});

test('fails a gradient that is not that of the values', () => {
  const half = altered(mse, (x, want) => (want === 'value' ? x : x / 2));
  expect(verdicts(selfConsistent, {}, half, mseSetting, regression)).toEqual(new Set(['fail']));
  const slightly = altered(mse, (x, want) => (want === 'value' ? x : x * (1 + 1e-5)));
  expect(examine(selfConsistent, {}, slightly, mseSetting, regression)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'gradient' },
  });
});

test('at a kink any subgradient passes: the permitted error of the gradient covers them', () => {
  // |0 - 1| - |0 - 2| + 1 = 0: the slope in the positive is anything from 0 to 1.
  const kink = { sample: { operands: { anchor: [[0]], positive: [[1]], negative: [[2]] } } };
  const question = { ...kink, wants: ['value', 'gradient.positive'] as const };
  const setting = { ...tripletSetting, radius: (want: string) => (want === 'value' ? undefined : 1) };
  for (const slope of [0, 0.25, 1]) {
    const chosen = altered(triplet, (x, want) => (want === 'value' ? x : slope));
    expect(verdicts(selfConsistent, {}, chosen, setting, question)).toEqual(new Set(['vacuous']));
  }
  const outside = altered(triplet, (x, want) => (want === 'value' ? x : 3));
  expect(verdicts(selfConsistent, {}, outside, setting, question)).toEqual(new Set(['fail']));
});

test('steps in parameters, and not out of their domain', () => {
  const inMargin = { ...triplets, wants: ['value', 'gradient.margin'] as const };
  expect(verdicts(selfConsistent, {}, triplet, tripletSetting, inMargin)).toEqual(new Set(['pass']));
  const wrong = altered(triplet, (x, want) => (want === 'gradient.margin' ? -x : x));
  expect(verdicts(selfConsistent, {}, wrong, tripletSetting, inMargin)).toEqual(new Set(['fail']));
  const atTheEnd = withParams(inMargin, { margin: 0 });
  expect(examine(selfConsistent, {}, triplet, tripletSetting, atTheEnd)).toBeUndefined();
});

test('is vacuous where a gradient of 0 would pass, too', () => {
  const loose = { ...mseSetting, radius: 10 };
  expect(examine(selfConsistent, {}, mse, loose, { ...regression, regime: 'huge' })?.verdict).toBe('vacuous');
});

test('a gradient of NaN is what is found, and not what is expected', () => {
  const undefinedSlope = altered(mse, (x, want) => (want === 'value' ? x : Number.NaN));
  const finding = examine(selfConsistent, {}, undefinedSlope, mseSetting, regression);
  expect(finding).toMatchObject({ verdict: 'fail', evidence: { class: 'non_finite', got: Number.NaN } });
  expect(finding).not.toMatchObject({ evidence: { expected: Number.NaN } });
});
