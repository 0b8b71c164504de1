import { describe, expect, it } from 'vitest';
import { mse } from '../../spec/losses/regression/mse.ts';
import { planOf } from './plan.ts';
import { withDefaults } from './spec-formulas.ts';
import { localSpec, tensors } from './test-support/local-spec.ts';

/** The items of each group of a weighted loss of this formula. */
const groupsOf = (formula: string, operands: Parameters<typeof tensors>[0]) => {
  const spec = localSpec(formula, { operands: mse.operands });
  const input = { operands: tensors(operands), reduction: 'none' as const, wants: ['value'] as const };
  return planOf(spec, withDefaults(spec, {}), input).groups.map(({ members }) => members.map(({ items }) => items));
};

describe('a plan', () => {
  const operands = { prediction: [1, 2, 1, 2], target: [5, 5, 5, 6] };
  it('computes items once of which the formula sees the same', () => {
    expect(groupsOf('prediction - target', operands)).toEqual([[[0, 2]], [[1]], [[3]]]);
    expect(groupsOf('log(target)', operands)).toEqual([[[0, 1, 2]], [[3]]]);
    expect(groupsOf('1', operands)).toEqual([[[0, 1, 2, 3]]]);
  });
  it('keeps items apart that weigh differently', () => {
    expect(groupsOf('log(target)', { ...operands, weight: [1, 2, 1, 1] })).toEqual([[[0, 2]], [[1]], [[3]]]);
  });
  it('knows nothing of an item without weight that is not finite, whatever the formula sees of it', () => {
    const infinite = { prediction: [1, Infinity, 2], target: [5, 5, 5], weight: [0, 0, 0] };
    expect(groupsOf('log(target)', infinite)).toEqual([[[0, 2]], [[1]]]);
    expect(() => groupsOf('log(target)', { ...infinite, weight: [1, 1, 1] })).toThrow('prediction is not finite');
  });
});
