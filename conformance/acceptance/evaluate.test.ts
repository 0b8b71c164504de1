import { describe, expect, it } from 'vitest';
import { float64 } from '../../reference/arithmetic/float64.ts';
import type { AnyLossText } from '../../reference/losses/loss-reference.ts';
import { tensorData } from '../../reference/tensor/tensor-data.ts';
import { directionalDerivative, evaluate, type Inputs } from './evaluate.ts';
import { huber } from './test-support/texts.ts';

const text = huber as AnyLossText;
/** e = 0.5, -3: quadratic, linear. */
const inputs: Inputs = {
  operands: {
    prediction: tensorData([1.5, -1], [2]),
    target: tensorData([1, 2], [2]),
    delta: tensorData([1], []),
  },
  settings: { reduction: 'sum' },
  wrt: ['delta', 'prediction'],
};
const numbers = (x: Parameters<typeof float64.numbers>[0]): number[] => Array.from(float64.numbers(x));

describe('evaluate', () => {
  it('gives the value and the gradients by the wanted operands', () => {
    const run = evaluate(float64, text, inputs);
    // 0.125 + (3 - 0.5)
    expect(numbers(run.value)).toEqual([2.625]);
    const { delta, prediction, ...others } = run.gradients();
    expect(numbers(prediction!)).toEqual([0.5, -1]);
    // |e| - delta in the linear branch
    expect(numbers(delta!)).toEqual([2]);
    expect(others).toEqual({});
  });
  it('contracts gradients with the cotangent', () => {
    const none: Inputs = {
      ...inputs,
      settings: { reduction: 'none' },
      cotangent: tensorData([10, 100], [2]),
    };
    const run = evaluate(float64, text, none);
    expect(numbers(run.value)).toEqual([0.125, 2.5]);
    expect(numbers(run.gradients().prediction!)).toEqual([5, -100]);
    expect(numbers(run.gradients().delta!)).toEqual([200]);
  });
  it('needs no tape for a value', () => {
    const run = evaluate(float64, text, { ...inputs, wrt: [] });
    expect(numbers(run.value)).toEqual([2.625]);
    expect(run.gradients()).toEqual({});
  });
  it('names an operand that is not there', () => {
    expect(() => evaluate(float64, text, { ...inputs, wrt: ['beta'] })).toThrow(/no operand beta/);
  });
});

describe('the derivative along a direction', () => {
  it('is the gradient along it, over all operands together', () => {
    const direction = { prediction: Float64Array.of(2, 1), delta: Float64Array.of(-1) };
    // 2 * 0.5 + 1 * -1 - 2
    expect(numbers(directionalDerivative(float64, text, inputs, direction))).toEqual([-2]);
  });
  it('is contracted with the cotangent', () => {
    const none: Inputs = { ...inputs, settings: { reduction: 'none' }, cotangent: tensorData([10, 100], [2]) };
    const direction = { prediction: Float64Array.of(2, 1), delta: Float64Array.of(0) };
    expect(numbers(directionalDerivative(float64, text, none, direction))).toEqual([-90]);
  });
});
