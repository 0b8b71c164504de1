import { describe, expect, it } from 'vitest';
import { select } from '../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../reference/arithmetic/kernel/scalar.ts';
import { elementLoss } from '../../reference/losses/element-loss.ts';
import { defineReference } from '../../reference/losses/loss-reference.ts';
import { checkDirections } from './check-directions.ts';
import { plainDeclaration } from './declaration.ts';
import { PermittedError } from './permitted-error.ts';

const one = { shape: [], data: Float64Array.of(1) };
/** The reference's own gradients of the operand and its weight, both 1, and whether they belong together. */
function ownGradients(term: (x: Scalar) => Scalar) {
  const { algorithms } = defineReference('jump', elementLoss(term, 'target'));
  const wrt = ['target', 'weight'];
  const permitted = new PermittedError(
    algorithms,
    { operands: { target: one, weight: one }, settings: { reduction: 'none' }, wrt, cotangent: one },
    plainDeclaration('f64'),
  );
  const got = Object.fromEntries(wrt.map((name) => [name, permitted.reference(`gradient.${name}`)]));
  const refusal = checkDirections(permitted, permitted.admissible[0]!, got);
  return { target: got.target![0], weight: got.weight![0], refusal };
}

describe('checkDirections', () => {
  it('refuses the gradients of two sides of a jump, as a comparison at the tie gives them', () => {
    const mixed = ownGradients((x) => select(x.gt(1), x.mul(x).add(3), x));
    expect(mixed).toMatchObject({ target: 2, weight: 1 });
    expect(mixed.refusal?.ratio).toBeGreaterThan(1);
  });
  it('takes those of one side, where the tie is asked about by equality', () => {
    const low = ownGradients((x) => select(x.eq(1), x, select(x.gt(1), x.mul(x).add(3), x)));
    expect(low).toEqual({ target: 1, weight: 1, refusal: undefined });
  });
  it('takes either side of a kink', () => {
    const kink = ownGradients((x) => select(x.gt(1), x.mul(x), x));
    expect(kink).toEqual({ target: 2, weight: 1, refusal: undefined });
  });
});
