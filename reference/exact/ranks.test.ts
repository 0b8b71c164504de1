import { describe, expect, it } from 'vitest';
import { real } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { big } from './big-number.ts';
import { exact } from './exact.ts';
import { exactFormula } from './exact-formula.ts';
import { ranks } from './ranks.ts';
import { localSpec, tensors } from './test-support/local-spec.ts';

const of = (numbers: readonly number[]): readonly number[] => ranks(numbers.map((x) => big(x)));

describe('ranks', () => {
  it('count from the largest number down', () => {
    expect(of([0.5, 3, -1, 2])).toEqual([2, 0, 3, 1]);
    expect(of([])).toEqual([]);
  });
  it('of equal numbers the first one comes first', () => {
    expect(of([1, 2, 1, 2, 1])).toEqual([2, 0, 3, 1, 4]);
  });
  it('are a vector in formulas', () => {
    const spec = localSpec('x', { operands: { x: operand(['D'], real, 'numbers') }, items: [] });
    const operands = tensors({ x: [0.25, 4, 1] });
    expect([...exactFormula(spec, 'ranks(x)', { operands }).data]).toEqual([2, 0, 1]);
    expect([...exactFormula(spec, 'ranks(map(x, f(a) = -a))', { operands }).data]).toEqual([0, 2, 1]);
  });
  it('ask no questions of equal numbers, and no more digits', () => {
    const formula = 'sum(map(map(x, exp), ranks(map(x, exp)), f(e, r) = r == 0 ? 2 * e : e))';
    const spec = localSpec(formula, { operands: { x: operand(['D'], real, 'numbers') }, items: [] });
    const operands = tensors({ x: [1, 1, 0] });
    const answer = exact(spec, { operands, params: {}, reduction: 'sum', wants: ['value', 'gradient.x'] });
    expect(answer).toMatchObject({ settled: true, kinks: [], digits: 64 });
    expect(answer.outputs['gradient.x']!.values.map((x) => Number(x).toFixed(6))).toEqual([
      (2 * Math.E).toFixed(6),
      Math.E.toFixed(6),
      '1.000000',
    ]);
  });
});
