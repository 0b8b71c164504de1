import { expect, test } from 'vitest';
import { lipschitz } from './lipschitz.ts';
import { examine, verdicts } from './test-support/examine.ts';
import { classification, triplets, under } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting, tripletSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse, triplet } from './test-support/toy-losses.ts';

const inPositive = { in: 'positive', norm: 'euclidean', constant: '1' } as const;

test.each(['none', 'sum', 'mean'] as const)('passes the slopes that the spec gives under %s', (reduction) => {
  expect(verdicts(lipschitz, inPositive, triplet, tripletSetting, under(triplets, reduction))).toEqual(
    new Set(['pass']),
  );
  const inLogits = { in: 'logits', norm: 'max', constant: '2' } as const;
  const rows = under(classification, reduction);
  expect(verdicts(lipschitz, inLogits, crossEntropy, crossEntropySetting, rows)).toEqual(new Set(['pass']));
});

test('fails a loss that is steeper, by its values or by its gradient', () => {
  const steep = altered(triplet, (x, want) => (want === 'value' ? 4 * x : x));
  const values = { ...triplets, wants: ['value'] as const };
  expect(verdicts(lipschitz, inPositive, steep, tripletSetting, under(values, 'none'))).toContain('fail');
  const steepSlope = altered(triplet, (x, want) => (want === 'value' ? x : 1.01 * x));
  expect(examine(lipschitz, inPositive, steepSlope, tripletSetting, under(triplets, 'none'))).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'gradient', output: 'gradient.positive' },
  });
});

test('takes the second point of a witness', () => {
  const square = { in: 'prediction', norm: 'absolute', constant: '1' } as const;
  const step = {
    sample: { operands: { prediction: [3], target: [0] }, reduction: 'none' },
    to: { prediction: [4] },
  } as const;
  expect(examine(lipschitz, square, mse, mseSetting, step)).toMatchObject({
    verdict: 'fail',
    evidence: { got: 7, expected: 1 },
  });
});
