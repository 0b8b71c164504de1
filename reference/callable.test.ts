import { describe, expect, it } from 'vitest';
import { huber, logSumExp, softmax, weightedSum } from './index.ts';

describe('a callable', () => {
  it('returns the terms of a function that has nothing else', () => {
    const { shape, data } = softmax({ logits: [[1000, 1001, 1002]] });
    expect(shape).toEqual([1, 3]);
    const lesson = [0.09003057317038045, 0.2447284710547976, 0.6652409557748218];
    for (const [c, p] of lesson.entries()) expect(data[c]).toBeCloseTo(p, 15);
    expect(logSumExp({ logits: [[0, 0]] }).shape).toEqual([1]);
  });

  it('takes the sum for the usual reduction of a loss without a mean', () => {
    expect(weightedSum({ loss: [2.5, 0.8, 1.2] })).toBe(4.5);
  });

  it('refuses a reduction that the loss has not, and says which it has', () => {
    const reduced = { reduction: 'mean' } as never;
    expect(() => softmax({ logits: [[0]] }, reduced)).toThrow('softmax: reduction is mean, but must be none');
    expect(() => weightedSum({ loss: [1] }, reduced)).toThrow(
      'weighted_sum: reduction is mean, but must be none or sum',
    );
  });

  it('gives the gradients that `wrt` names, contracted with a cotangent', () => {
    const logits = [[0, 0]];
    const { logits: gradient } = softmax.gradient({ logits }, { wrt: ['logits'], cotangent: [[1, 0]] });
    expect([...gradient!.data]).toEqual([0.25, -0.25]);
    expect(Object.keys(huber.gradient({ prediction: [1], target: [3] }, { wrt: ['delta'] }))).toEqual(['delta']);
  });
});
