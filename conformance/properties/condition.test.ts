import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { conditionHolds } from './condition.ts';
import { caseOf } from './test-support/examine.ts';

const spec = specs.cross_entropy!;
const operands = { logits: [[1, 2]], target: [1] };
const plain = caseOf(spec, { sample: { operands } });
const smoothed = caseOf(spec, {
  sample: { operands, params: { label_smoothing: 0.1 }, reduction: 'sum' },
  dtype: 'f32',
});
const weighted = caseOf(spec, { sample: { operands: { ...operands, class_weight: [1, 2] } } });

test('every clause must hold, and no condition always does', () => {
  expect(conditionHolds(undefined, plain)).toBe(true);
  expect(conditionHolds({}, plain)).toBe(true);
  const both = { params: { label_smoothing: 0 }, reduction: ['mean'] } as const;
  expect(conditionHolds(both, plain)).toBe(true);
  expect(conditionHolds({ ...both, reduction: ['sum'] }, plain)).toBe(false);
  expect(conditionHolds(both, smoothed)).toBe(false);
});

test('parameters by value, list and range, as the dtype holds them', () => {
  expect(smoothed.params.label_smoothing).not.toBe(0.1);
  expect(conditionHolds({ params: { label_smoothing: 0.1 } }, smoothed)).toBe(true);
  expect(conditionHolds({ params: { label_smoothing: { min: 0.1, max: 0.1 } } }, smoothed)).toBe(true);
  expect(conditionHolds({ params: { label_smoothing: { min: 0.2 } } }, smoothed)).toBe(false);
  expect(conditionHolds({ params: { label_smoothing: { max: 0.05 } } }, plain)).toBe(true);
  expect(conditionHolds({ params: { denominator: ['count', 'weight'] } }, plain)).toBe(true);
  expect(conditionHolds({ params: { denominator: ['count', 'all'] } }, plain)).toBe(false);
  expect(conditionHolds({ params: { ignore_index: null } }, plain)).toBe(true);
  expect(conditionHolds({ params: { ignore_index: { min: -1000 } } }, plain)).toBe(false);
});

test('operands present, absent, hard, and without a 0', () => {
  expect(conditionHolds({ present: ['class_weight'] }, weighted)).toBe(true);
  expect(conditionHolds({ present: ['class_weight'] }, plain)).toBe(false);
  expect(conditionHolds({ absent: ['class_weight'] }, plain)).toBe(true);
  expect(conditionHolds({ absent: ['class_weight'] }, weighted)).toBe(false);
  expect(conditionHolds({ hard: ['target'] }, plain)).toBe(true);
  expect(conditionHolds({ hard: ['class_weight'] }, weighted)).toBe(false);
  expect(conditionHolds({ nonzero: ['class_weight'] }, weighted)).toBe(true);
  const firstClass = caseOf(spec, { sample: { operands: { ...operands, target: [0] } } });
  expect(conditionHolds({ nonzero: ['target'] }, plain)).toBe(true);
  expect(conditionHolds({ nonzero: ['target'] }, firstClass)).toBe(false);
});

test('a condition on what is no parameter is a mistake of the spec', () => {
  expect(() => conditionHolds({ params: { delta: 1 } }, plain)).toThrow('cross_entropy names delta');
});
