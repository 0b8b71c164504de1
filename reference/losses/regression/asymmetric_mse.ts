import { select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (p: Scalar, t: Scalar, overPenalty: Scalar): Scalar => {
  const e = p.sub(t);
  return select(e.gt(0), overPenalty.mul(square(e)), square(e));
};

/** The squared difference, times a penalty where the prediction is too high. */
export const asymmetricMse = defineReference(
  'asymmetric_mse',
  elementLoss(term, 'prediction', 'target', 'over_penalty'),
);
