import { expect, test } from 'vitest';
import { finite } from './finite.ts';
import { gradientFinite } from './gradient-finite.ts';
import { examine } from './test-support/examine.ts';
import { classification } from './test-support/questions.ts';
import { crossEntropySetting as setting } from './test-support/settings.ts';
import { altered, crossEntropy } from './test-support/toy-losses.ts';

const far = {
  sample: { operands: { logits: [[1000, 0]], target: [1] } },
  wants: ['value', 'gradient.logits'] as const,
};
const overflowing = altered(crossEntropy, (x) => (Math.abs(x) >= 1000 ? Infinity : x));
const lost = altered(crossEntropy, (x, want) => (want === 'value' ? x : Number.NaN));

test('an infinity where the mathematics is finite fails', () => {
  expect(examine(finite, {}, crossEntropy, setting, far)?.verdict).toBe('pass');
  expect(examine(finite, {}, overflowing, setting, far)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'non_finite', got: Infinity, expected: 1000 },
  });
});

test('so does NaN in a gradient', () => {
  expect(examine(gradientFinite, {}, crossEntropy, setting, classification)?.verdict).toBe('pass');
  expect(examine(gradientFinite, {}, lost, setting, classification)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'non_finite', output: 'gradient.logits' },
  });
});

test('beyond a quarter of the largest number nothing has to be finite', () => {
  const edge = { sample: { operands: { logits: [[1.5e308, 0]], target: [1] } } };
  expect(examine(finite, {}, overflowing, setting, edge)?.verdict).toBe('vacuous');
  expect(examine(finite, {}, overflowing, { ...setting, radius: Infinity }, far)?.verdict).toBe('vacuous');
});
