import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { lipschitz } from './lipschitz.ts';
import { caseOf, contextOf, examine, verdicts } from './test-support/examine.ts';
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

test('moves within an interval', () => {
  const spec = specs.angular_margin!;
  const sample = { operands: { cosine: [[1, -1, 0.5]], target: [0] }, params: { half_margin_tangent: 0 } };
  const args = { in: 'cosine', norm: 'max', constant: '2 * scale' } as const;
  const base = caseOf(spec, { sample });
  const setting = { spec, right: crossEntropy };
  const moves = Array.from({ length: 16 }, (_, i) => {
    const plan = lipschitz.plan(base, args, contextOf(setting, { seed: `${i}` }, base))!;
    return [...plan.cases[1]!.operands.cosine!.data];
  });
  expect(moves.flat().every((x) => Math.abs(x) <= 1)).toBe(true);
  expect(moves.filter(([, , x]) => x !== 0.5).length).toBeGreaterThan(8);
});
