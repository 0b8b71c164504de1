import { describe, expect, it } from 'vitest';
import { references } from '../../reference/losses/index.ts';
import { tensorData } from '../../reference/tensor/tensor-data.ts';
import { plainDeclaration } from './declaration.ts';
import { judge } from './judge.ts';
import { PermittedError } from './permitted-error.ts';

/** Whether these are accepted as the CIoU gradient of the prediction. */
function accepts(boxes: readonly (readonly number[])[], eps: number, gradient: readonly number[]) {
  const [prediction, target] = boxes.map((box) => tensorData(box, [1, 4]));
  const operands = { prediction: prediction!, target: target!, eps: tensorData([eps], []) };
  const inputs = { operands, settings: { reduction: 'sum' as const }, wrt: ['prediction'] };
  const permitted = new PermittedError(references.ciou!.algorithms, inputs, plainDeclaration('f64'));
  return judge({ 'gradient.prediction': Float64Array.from(gradient) }, permitted).accepted;
}

describe('the CIoU loss by the difference of two angles', () => {
  const boxes = [
    [0, -1e-9, 1e-6, 0],
    [-1, 0, 0, 0],
  ];
  const with1 = (y1: number): number[] => [0.25000016425522925, y1, 0.12499971074464572, 0.00016425504177922982];
  it('may lose digits near a quarter turn', () => {
    // By mpmath -1.6425547927867744977e-4; by the formula as it is written, in float64:
    expect(accepts(boxes, 1, with1(-1.6425547927872983e-4))).toBe(true);
    expect(accepts(boxes, 1, with1(-1.6425547927867746e-4))).toBe(true);
  });
  it('may not lose more', () => {
    for (const factor of [1 + 1e-10, 1 - 1e-10, 0, 2, Number.NaN]) {
      expect(accepts(boxes, 1, with1(-1.6425547927867746e-4 * factor))).toBe(false);
    }
  });
  it('has nothing to lose where the boxes are equal', () => {
    const square = [0, 0, 1, 1];
    expect(accepts([square, square], 0, [Number.NaN, 0, 0, 0])).toBe(false);
    expect(accepts([square, square], 0, [10, 0, 0, 0])).toBe(false);
  });
});
