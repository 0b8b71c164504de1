import { expect, it } from 'vitest';
import { references } from '../../reference/losses/index.ts';
import { tensorData } from '../../reference/tensor/tensor-data.ts';
import { plainDeclaration } from './declaration.ts';
import { judge } from './judge.ts';
import { PermittedError } from './permitted-error.ts';

/** Whether this is accepted as the gradient of the weight of the only task. */
function accepts(weight: number, norm: number, gradient: number): boolean {
  const one = (x: number) => tensorData([x], [1]);
  const operands = { loss: one(1), initial_loss: one(1), gradient_norm: one(norm), weight: one(weight) };
  const inputs = {
    operands: { ...operands, alpha: tensorData([1.5], []) },
    settings: { reduction: 'sum' as const },
    wrt: ['weight'],
  };
  const permitted = new PermittedError(references.grad_norm!.algorithms, inputs, plainDeclaration('f32'));
  return judge({ 'gradient.weight': Float64Array.of(gradient) }, permitted).accepted;
}

it('the sign of infinity less infinity may be NaN where a product overflows, and nowhere else', () => {
  expect(accepts(1e36, 1000, Number.NaN)).toBe(true);
  expect(accepts(1e34, 1000, Number.NaN)).toBe(false);
  expect(accepts(1e34, 1000, 2000)).toBe(false);
});
