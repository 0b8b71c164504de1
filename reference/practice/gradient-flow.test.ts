import { describe, expect, it } from 'vitest';
import { binaryFocal, crossEntropy, mse, softmax } from '../index.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { gradientFlow } from './gradient-flow.ts';

const of = (...data: number[]) => tensorData(data, [data.length]);

describe('gradientFlow', () => {
  it('tells apart what flows, is 0, is absent, explodes and is no number', () => {
    const gradients = { a: of(3, -4), b: of(0, -0), d: of(3000, 4000), e: of(Number.NaN, 1), f: of(Infinity) };
    expect(gradientFlow(['a', 'b', 'c', 'd', 'e', 'f'], gradients)).toEqual({
      a: { flow: 'flows', norm: 5 },
      b: { flow: 'zero', norm: 0 },
      c: { flow: 'absent', norm: 0 },
      d: { flow: 'exploding', norm: 5000 },
      e: { flow: 'not_finite', norm: Number.NaN },
      f: { flow: 'not_finite', norm: Infinity },
    });
  });

  it('counts a norm as exploding only beyond the limit', () => {
    const flowUnder = (exploding: number) => gradientFlow(['a'], { a: of(3, 4) }, { exploding }).a!.flow;
    expect([4, 5, 6].map(flowUnder)).toEqual(['exploding', 'flows', 'flows']);
  });

  it('neither overflows nor runs out of arguments', () => {
    const large = gradientFlow(['a'], { a: of(3e200, 4e200) }).a!;
    expect(large.flow).toBe('exploding');
    expect(large.norm / 5e200).toBeCloseTo(1, 14);
    const long = tensorData(new Float64Array(1e6).fill(1e-3), [1e6]);
    expect(gradientFlow(['a'], { a: long }).a!.norm).toBeCloseTo(1, 9);
    expect(gradientFlow(['a'], { a: of() }).a).toEqual({ flow: 'zero', norm: 0 });
  });

  // By hand: what the derivatives of these losses are.
  it('finds what ails a loss', () => {
    const fit = { prediction: [1, 2], target: [1, 2] };
    expect(gradientFlow(['prediction'], mse.gradient(fit)).prediction!.flow).toBe('zero');
    const far = { prediction: [1e6, 2], target: [1, 2] };
    expect(gradientFlow(['prediction'], mse.gradient(far)).prediction!.flow).toBe('exploding');
    const unasked = mse.gradient({ prediction: [1], target: [2] }, { wrt: ['target'] });
    expect(gradientFlow(['prediction'], unasked).prediction!.flow).toBe('absent');
    const certain = binaryFocal.gradient({ logits: [800], target: [1] });
    expect(gradientFlow(['logits'], certain).logits!.flow).toBe('zero');
    const wrong = crossEntropy.gradient({ logits: [[800, 0]], target: [1] });
    expect(gradientFlow(['logits'], wrong).logits!).toEqual({ flow: 'flows', norm: Math.SQRT2 });
    // A loss of probabilities that are added is blind: they always sum to 1.
    const blind = softmax.gradient({ logits: [[0, 0]] });
    expect(gradientFlow(['logits'], blind).logits!.flow).toBe('zero');
  });
});
