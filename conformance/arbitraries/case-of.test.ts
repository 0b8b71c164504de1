import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { specs } from '../../spec/losses/index.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { caseOf } from './case-of.ts';
import { valueShape } from './value-shape.ts';

describe('caseOf', () => {
  it('rounds numbers and parameters, and fills defaults', () => {
    const c = caseOf(
      crossEntropy,
      { operands: { logits: [[0.1, 2]], target: [1] }, params: { label_smoothing: 0.1 } },
      'f32',
    );
    expect([...c.operands.logits!.data]).toEqual([Math.fround(0.1), 2]);
    expect(c.params).toEqual({
      ignore_index: null,
      label_smoothing: Math.fround(0.1),
      smoothing_form: 'uniform',
      class_axis: 1,
      denominator: 'weight',
      empty: 'nan',
    });
    expect(c.reduction).toBe('mean');
    expect(c.cotangent).toEqual({ dtype: 'f32', shape: [], data: Float64Array.of(1) });
    expect(c.wants).toEqual(['value', 'gradient.logits', 'gradient.label_smoothing']);
  });
  it('has the usual reduction: of a function its terms, in their shape', () => {
    const c = caseOf(specs.softmax!, { operands: { logits: [[1, 2, 3]] } }, 'f64');
    expect([c.reduction, c.cotangent.shape, c.params]).toEqual(['none', [1, 3], { temperature: 1 }]);
    expect(caseOf(specs.weighted_sum!, { operands: { loss: [1, 2] } }, 'f64').reduction).toBe('sum');
  });
  it('stores labels as integers, and what is no label as a number', () => {
    const labels = (target: number[]) => caseOf(crossEntropy, { operands: { logits: [[1, 2]], target } }, 'f32');
    expect(labels([1]).operands.target!.dtype).toBe('i64');
    expect(labels([-1]).operands.target!.dtype).toBe('i64');
    expect(labels([0.5]).operands.target!).toEqual({ dtype: 'f32', shape: [1], data: Float64Array.of(0.5) });
  });
  it('gives empty lists the rank that they need', () => {
    const c = caseOf(crossEntropy, { operands: { logits: [], target: [], class_weight: [1, 2, 3] } }, 'f32');
    expect(c.operands.logits!.shape).toEqual([0, 3]);
    expect(c.operands.target!.shape).toEqual([0]);
    expect(caseOf(crossEntropy, { operands: { logits: [], target: [] } }, 'f32').operands.logits!.shape).toEqual([
      0, 1,
    ]);
    expect(caseOf(mse, { operands: { prediction: [], target: [] } }, 'f32').operands.prediction!.shape).toEqual([0]);
  });
  it('shapes the cotangent as the value', () => {
    const operands = { prediction: [[1, 2]], target: [[1, 2]] };
    expect(caseOf(mse, { operands, reduction: 'none' }, 'f16').cotangent).toEqual({
      dtype: 'f16',
      shape: [1, 2],
      data: Float64Array.of(1, 1),
    });
  });
  it('refuses shapes that do not fit', () => {
    expect(() => caseOf(mse, { operands: { prediction: [1], target: [1, 2] } }, 'f32')).toThrow(RangeError);
  });
  it.each(Object.entries(specs))('takes every example and edge of %s', (_, spec) => {
    for (const sample of [...spec.examples, ...spec.edges]) {
      for (const dtype of ['f64', 'bf16'] as const) {
        const c = caseOf(spec, sample, dtype, ['value']);
        expect(c.wants).toEqual(['value']);
        expect(c.cotangent.shape).toEqual(valueShape(spec, c));
      }
    }
  });
});

describe('valueShape', () => {
  it('is that of the item axes, of the coupled items, or of nothing', () => {
    const shapeOf = (
      id: string,
      operands: Record<string, readonly number[]>,
      params = {},
      reduction = 'none' as const,
    ) => {
      const tensors = Object.entries(operands).map(([name, shape]) => {
        const data = new Float64Array(shape.reduce((a, b) => a * b, 1));
        return [name, { dtype: 'f32' as const, shape, data }] as const;
      });
      return valueShape(specs[id]!, { operands: Object.fromEntries(tensors), params, reduction });
    };
    expect(shapeOf('cross_entropy', { logits: [2, 5, 3], target: [2, 3] })).toEqual([2, 3]);
    expect(shapeOf('triplet_margin', { anchor: [4, 2], positive: [4, 2], negative: [4, 2] })).toEqual([4]);
    expect(shapeOf('nt_xent', { first: [3, 2], second: [3, 2] })).toEqual([6]);
    expect(shapeOf('dice', { probability: [3, 2], target: [3, 2] })).toEqual([3]);
    expect(shapeOf('dice', { probability: [3, 2], target: [3, 2] }, { over: 'batch' })).toEqual([]);
  });
});
