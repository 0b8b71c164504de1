import { describe, expect, it } from 'vitest';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { ntXent } from '../../spec/losses/metric-learning/nt_xent.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { dice } from '../../spec/losses/segmentation-detection/dice.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { extentsOf } from './extents.ts';
import { itemsOf } from './items.ts';
import { withDefaults } from './spec-formulas.ts';
import { tensors } from './test-support/local-spec.ts';

const counting = (...shape: number[]) =>
  tensorData(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
    shape,
  );
const items = (spec: LossSpec, operands: Parameters<typeof itemsOf>[2], params = {}, count?: number) => {
  const all = withDefaults(spec, params);
  return itemsOf(spec, all, operands, extentsOf(spec, all, operands), count);
};

describe('items', () => {
  it('are elements where every axis numbers them', () => {
    const { shape, count, see, position } = items(mse, { prediction: counting(2, 3), target: counting(2, 3) });
    expect([shape, count]).toEqual([[2, 3], 6]);
    expect(see(4)).toEqual({
      prediction: { shape: [], numbers: [4] },
      target: { shape: [], numbers: [4] },
      weight: { shape: [], numbers: [1] },
    });
    expect(position(4, 'prediction', 0)).toBe(4);
  });

  it('are rows through the class axis, wherever it is; labels count from 1', () => {
    const target = tensorData([0, 1, 2, 0, 1, 2, 0, 1], [2, 2, 2]);
    const first = items(crossEntropy, { logits: counting(2, 3, 2, 2), target });
    // Item 5 is [1, 0, 1]: 12 for the second batch, 1 for the last axis, 4 from class to class.
    expect(first.shape).toEqual([2, 2, 2]);
    expect(first.see(5).logits).toEqual({ shape: [3], numbers: [13, 17, 21] });
    expect(first.see(5).target).toEqual({ shape: [], numbers: [3] });
    expect(first.see(5).class_weight).toEqual({ shape: [3], numbers: [1, 1, 1] });
    expect([
      first.position(5, 'logits', 2),
      first.position(5, 'target', 0),
      first.position(5, 'label_smoothing', 0),
    ]).toEqual([21, 5, 0]);
    const last = items(crossEntropy, { logits: counting(2, 2, 2, 3), target }, { class_axis: -1 });
    expect(last.see(5).logits?.numbers).toEqual([15, 16, 17]);
  });

  it('are one where no operand has their axis', () => {
    const mask = { probability: counting(2, 2), target: counting(2, 2) };
    expect(items(dice, mask).see(1).target).toEqual({ shape: [2], numbers: [2, 3] });
    const batch = items(dice, mask, { over: 'batch' });
    expect([batch.count, batch.shape]).toEqual([1, []]);
    expect(batch.see(0).target).toEqual({ shape: [2, 2], numbers: [0, 1, 2, 3] });
  });

  it('see everything in a coupled batch', () => {
    const views = { first: counting(2, 2), second: counting(2, 2) };
    const { shape, see, own, position } = items(ntXent, views, {}, 4);
    expect(shape).toEqual([4]);
    expect(see(3)).toEqual(see(0));
    expect([own(3, 'first'), position(3, 'first', 2)]).toEqual([3, 2]);
  });

  it('may be none', () => {
    expect(items(crossEntropy, { logits: counting(0, 3), target: counting(0) }).count).toBe(0);
  });
});

describe('extents', () => {
  it('must agree', () => {
    const of = (operands: Parameters<typeof itemsOf>[2]) => () => items(crossEntropy, operands);
    expect(of(tensors({ logits: [[1, 2]], target: [0, 1] }))).toThrow('N is [1] in logits and [2] in target');
    expect(of({ logits: counting(1, 2, 3), target: counting(1, 2) })).toThrow('... is [3] in logits and [2] in target');
    expect(of({ logits: counting(3), target: counting(3) })).toThrow(
      'the shape [3] of logits does not fit [N, C, ...]',
    );
    expect(of({ logits: counting(1, 2) })).toThrow('cross_entropy needs the operand target');
  });
});
