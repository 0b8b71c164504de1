import { describe, expect, it } from 'vitest';
import { binaryFocal } from '../../index.ts';

const targetGradient = (logit: number, target: number, gamma: number): number =>
  binaryFocal.gradient({ logits: logit, target }, { gamma, balanced: false }).target!.data[0]!;

describe('the gradient in the label, of an answer so right that 1 - p_t underflows', () => {
  it.each([0.001, 0.1, 0.5])('has the part of the power, gamma %d', (gamma) => {
    // log(1 + e^-z) and 1 - p_t are alike there: z + gamma times (1 - p_t)^gamma is left.
    const exact = (1000 + gamma) * Math.exp(-1000 * gamma);
    expect(targetGradient(1000, 1, gamma) / -exact).toBeCloseTo(1, 12);
    expect(targetGradient(-1000, 0, gamma) / exact).toBeCloseTo(1, 12);
  });
  it('is 0 where the logit is infinite', () => {
    expect(Math.abs(targetGradient(Infinity, 1, 0.5))).toBe(0);
  });
});
