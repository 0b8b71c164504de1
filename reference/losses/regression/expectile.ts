import { oneMinus, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (p: Scalar, t: Scalar, tau: Scalar): Scalar => {
  const e = t.sub(p);
  return select(e.gt(0), tau.mul(square(e)), oneMinus(tau).mul(square(e)));
};

/** The squared difference, tau times where the prediction is too low, 1 - tau times where it is too high. */
export const expectile = defineReference('expectile', elementLoss(term, 'prediction', 'target', 'tau'));
