import { expect, it } from 'vitest';
import { specs } from '../../../spec/losses/index.ts';
import { type Case, typedTensor } from '../../case.ts';
import { mergedShape } from './merged-shape.ts';

const zeros = (shape: number[]) => typedTensor('f64', new Float64Array(shape.reduce((a, b) => a * b, 1)), shape);
const merged = (loss: string, name: string, shape: number[], params: Case['params'] = {}) =>
  mergedShape(specs[loss]!, `gradient.${name}`, {
    loss,
    dtype: 'f64',
    reduction: 'none',
    params,
    operands: { [name]: zeros(shape) },
    cotangent: zeros([]),
    wants: ['value'],
    regime: '',
  });

it.each([
  ['mse', 'prediction', [], [1]],
  ['mse', 'prediction', [5], [5]],
  ['mse', 'prediction', [2, 3, 4], [24]],
  ['mse', 'prediction', [2, 0], [0]],
  ['bce_with_logits', 'logits', [3], [1, 3]],
  ['bce_with_logits', 'logits', [4, 3], [4, 3]],
  ['bce_with_logits', 'logits', [2, 2, 3], [4, 3]],
  ['bce_with_logits', 'pos_weight', [3], [3]],
  ['triplet_margin', 'anchor', [4, 2], [4, 2]],
])('%s %s %j is seen as %j', (loss, name, shape, seen) => {
  expect(merged(loss, name, shape)).toEqual(seen);
});

it('follows the parameters that choose the axes', () => {
  expect(merged('cross_entropy', 'logits', [2, 3, 4, 5], { class_axis: 1 })).toEqual([2, 3, 20]);
  expect(merged('cross_entropy', 'logits', [2, 3], { class_axis: 1 })).toEqual([2, 3, 1]);
  expect(merged('cross_entropy', 'logits', [2, 4, 5, 3], { class_axis: -1 })).toEqual([2, 20, 3]);
  expect(merged('dice', 'target', [2, 4, 5], { over: 'item' })).toEqual([2, 20]);
  expect(merged('dice', 'target', [2, 4, 5], { over: 'batch' })).toEqual([40]);
});
