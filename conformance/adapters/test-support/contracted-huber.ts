import type { Dtype } from '../../../reference/tensor/format.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Want } from '../../case.ts';
import type { Implementation } from '../../implementation.ts';
import { outputsUnder } from './outputs-under.ts';

/**
 * What an implementation makes of Huber's loss of -3 and 1 at delta 2 and the cotangent (1/2, 8): its value and gradients by
 * the prediction and by delta, or its outcome where it has none.
 */
export async function contractedHuber(implementation: Implementation, dtype: Dtype): Promise<unknown> {
  const operands = { prediction: [-3, 1], target: [0, 0] };
  const wants: Want[] = ['value', 'gradient.prediction', 'gradient.delta'];
  const c = caseOf(specs.huber!, { operands, params: { delta: 2 }, reduction: 'none' }, dtype, wants);
  return outputsUnder(implementation, c, [0.5, 8]);
}

/** 2 (3 - 1) and 1/2; slopes -2 and 1, and 3 - 2 of delta where the line is; each times its cotangent. */
export const contracted = [[4, 0.5], [-1, 8], [0.5]];
