import { expect, test } from 'vitest';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { formulaContext } from '../../run/formula-context.ts';
import { drawFrom } from '../draw.ts';
import { isRefusedMean } from './over-nothing.ts';
import { caseOfSample } from './sample-case.ts';

function refused(id: string, sample: Sample): string {
  const spec = specs[id]!;
  const context = {
    ...formulaContext((other) => specs[other], { deterministic: true, validates: true }),
    spec,
    draw: drawFrom(() => id),
  };
  const asked = { reduction: 'mean', ...sample, params: { empty: 'throw', ...sample.params } } as const;
  return isRefusedMean(caseOfSample(spec, asked, 'f64', 'special', ['value']), context);
}

test('a mean without items, and one whose weights are all 0', () => {
  expect(refused('mse', { operands: { prediction: [], target: [] } })).toBe('yes');
  expect(refused('mse', { operands: { prediction: [1], target: [0], weight: [0] } })).toBe('yes');
  expect(refused('mse', { operands: { prediction: [1], target: [0], weight: [2] } })).toBe('no');
});

test('not where it was not asked to be refused, nor without a mean', () => {
  const nothing = { operands: { prediction: [], target: [] } };
  expect(refused('mse', { ...nothing, params: { empty: 'nan' } })).toBe('no');
  expect(refused('mse', { ...nothing, reduction: 'sum' })).toBe('no');
});

test('numbers that are not finite enter no count of items', () => {
  expect(refused('mse', { operands: { prediction: [Infinity], target: [Number.NaN], weight: [0] } })).toBe('yes');
  expect(refused('mse', { operands: { prediction: [Infinity], target: [0], weight: [1] } })).toBe('no');
});

test('but they may decide whether a triplet is active', () => {
  const active = { denominator: 'active' };
  const far = { embedding: [[1], [0], [Infinity]] };
  expect(refused('triplet_batch_all', { operands: { ...far, label: [0, 3, 3] }, params: active })).toBe('maybe');
  expect(refused('triplet_batch_all', { operands: { ...far, label: [0, 1, 2] }, params: active })).toBe('yes');
  expect(refused('triplet_batch_all', { operands: { ...far, label: [0, 3, 3] } })).toBe('no');
});
