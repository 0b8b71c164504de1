import { describe, expect, it } from 'vitest';
import { weightedSum } from '../losses/combining/weighted_sum.ts';
import { softmax } from '../losses/numerics/softmax.ts';
import { mse } from '../losses/regression/mse.ts';
import { defineLoss } from './define-loss.ts';
import { holds } from './law.ts';
import { usualReduction } from './reduction.ts';

describe('defineLoss', () => {
  it('gives a loss the parameters of a mean, and a function without one none of them', () => {
    expect(Object.keys(mse.params)).toEqual(['denominator', 'empty']);
    expect(Object.keys(softmax.params)).toEqual(['temperature']);
    expect(weightedSum.reductions).toEqual(['none', 'sum']);
    expect(Object.keys(weightedSum.params)).toEqual([]);
  });

  it('says that the reductions of what has only one cannot disagree', () => {
    expect(mse.laws.reductions_agree.kind).toBe('holds');
    expect(softmax.laws.reductions_agree).toEqual({ kind: 'inapplicable', because: 'there is only one reduction' });
    const laws = { ...softmax.laws, reductions_agree: holds({}) };
    expect(() => defineLoss({ ...softmax, laws })).toThrow('reductions_agree is about several reductions');
    expect(() => defineLoss({ ...softmax, reductions: [] })).toThrow('spec softmax: it has no reduction');
  });

  it('refuses a sample under a reduction that the loss has not', () => {
    const [example] = softmax.examples;
    const reduced = { ...example!, reduction: 'mean' } as const;
    expect(() => defineLoss({ ...softmax, examples: [reduced] })).toThrow('has the reduction mean');
  });
});

describe('usualReduction', () => {
  it('is the mean, else the sum, else the terms', () => {
    expect(usualReduction(mse)).toBe('mean');
    expect(usualReduction({ reductions: ['none', 'sum'] })).toBe('sum');
    expect(usualReduction(softmax)).toBe('none');
  });
});
