import { describe, expect, it } from 'vitest';
import { nonNegative } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { exactFormula } from './exact-formula.ts';
import { staircases } from './staircases.ts';
import { localSpec, tensors } from './test-support/local-spec.ts';

describe('staircases', () => {
  it('never descend and end at the height', () => {
    expect(staircases(3, 1)).toEqual([
      [0, 0, 1],
      [0, 1, 1],
      [1, 1, 1],
    ]);
    expect(staircases(1, 4)).toEqual([[4]]);
    expect(staircases(2, 0)).toEqual([[0, 0]]);
  });
  it('have no step where nothing is climbed only', () => {
    expect(staircases(0, 0)).toEqual([[]]);
    expect(staircases(0, 1)).toEqual([]);
  });
  it('are as many as there are ways to put the rises among the steps', () => {
    // (T - 1 + U choose U).
    expect(staircases(5, 3)).toHaveLength(35);
    expect(staircases(12, 2)).toHaveLength(78);
    expect(new Set(staircases(5, 3).map(String)).size).toBe(35);
  });
  it('are refused where trying them all would take too long', () => {
    expect(() => staircases(40, 40)).toThrow('the paths of 40 steps to 40 are too many');
  });
  it('are a matrix in formulas', () => {
    const spec = localSpec('x', { operands: { height: operand([], nonNegative, 'height') }, items: [] });
    const operands = tensors({ height: 1 });
    const value = (text: string) => [...exactFormula(spec, text, { operands }).data];
    expect(value('staircases(2, height)')).toEqual([0, 1, 1, 1]);
    expect(value('sum(map(indices(3), f(j) = staircases(3, height)[j, 2]))')).toEqual([2]);
  });
});
