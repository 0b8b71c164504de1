import { describe, expect, it } from 'vitest';
import { nonNegative } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { alignments } from './alignments.ts';
import { exactFormula } from './exact-formula.ts';
import { localSpec, tensors } from './test-support/local-spec.ts';

describe('alignments', () => {
  it('are the sequences that collapse to the labels', () => {
    expect(alignments([2], 2, 1)).toEqual([
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    expect(alignments([2, 3], 2, 1)).toEqual([[2, 3]]);
    expect(alignments([], 3, 1)).toEqual([[1, 1, 1]]);
    expect(alignments([], 0, 1)).toEqual([[]]);
  });
  it('need a blank between equal labels, and there are none where the steps do not suffice', () => {
    expect(alignments([2, 2], 3, 1)).toEqual([[2, 1, 2]]);
    expect(alignments([2, 2], 2, 1)).toEqual([]);
    expect(alignments([2], 0, 1)).toEqual([]);
  });
  it('are as many as there are ways to choose where labels and blanks change', () => {
    // U different labels in T steps: (T + U choose 2U).
    expect(alignments([2, 3], 5, 1)).toHaveLength(35);
    expect(alignments([2, 3, 4], 5, 1)).toHaveLength(28);
  });
  it('are refused where trying them all would take too long', () => {
    expect(() => alignments([2, 3, 4], 12, 1)).toThrow('4^12 sequences are too many');
  });
  it('are a matrix in formulas, by our walk and by mathjs', () => {
    const spec = localSpec('x', { operands: { labels: operand(['S'], nonNegative, 'labels') }, items: [] });
    const operands = tensors({ labels: [2] });
    const value = (text: string) => [...exactFormula(spec, text, { operands }).data];
    expect(value('alignments(labels, 2, 1)')).toEqual([1, 2, 2, 1, 2, 2]);
    expect(value('count(alignments(labels, 0, 1))')).toEqual([0]);
    expect(value('sum(map(indices(3), f(j) = alignments(labels, 2, 1)[j, 1]))')).toEqual([5]);
    expect(value('count(alignments(map(indices(0), f(k) = labels[k]), 3, 1))')).toEqual([3]);
  });
});
