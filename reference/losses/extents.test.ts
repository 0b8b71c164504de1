import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { axisLabels, bindExtents, shapeUnder } from './extents.ts';

describe('axisLabels', () => {
  it('numbers the axes that ... stands for', () => {
    expect(axisLabels(['N', 'C', '...'], 4)).toEqual(['N', 'C', '...0', '...1']);
    expect(axisLabels(['N', '...', 'C'], 2)).toEqual(['N', 'C']);
    expect(axisLabels(['N', 4], 2)).toEqual(['N', '4']);
  });
  it('has none for a rank that does not fit', () => {
    expect(axisLabels(['N', 'C', '...'], 1)).toBeUndefined();
    expect(axisLabels(['N', 4], 3)).toBeUndefined();
  });
});

describe('bindExtents', () => {
  const shapes = { logits: [2, 5, 3, 4], target: [2, 3, 4], class_weight: [5] };
  it('agrees on symbols and on the axes of ...', () => {
    expect(bindExtents(crossEntropy, shapes, {})).toEqual({ symbols: { N: 2, C: 5 }, rest: [3, 4] });
    expect(bindExtents(crossEntropy, { logits: [2, 3, 4, 5], target: [2, 3, 4] }, { class_axis: -1 })).toEqual({
      symbols: { N: 2, C: 5 },
      rest: [3, 4],
    });
  });
  it('names the first operand that does not fit', () => {
    const bound = bindExtents(crossEntropy, { ...shapes, class_weight: [1] }, {});
    expect(bound).toEqual({
      operand: 'class_weight',
      message: 'class_weight has 1 on axis 0 of [1], so C = 1, but logits has C = 5; shapes are never broadcast',
    });
  });
});

it('shapeUnder puts the extents in', () => {
  const extents = { symbols: { N: 2, C: 5 }, rest: [3, 4] };
  expect(shapeUnder(['N', '...', 'C'], extents)).toEqual([2, 3, 4, 5]);
  expect(shapeUnder(['N', 4], extents)).toEqual([2, 4]);
  expect(shapeUnder(['D'], extents)).toEqual([1]);
});
