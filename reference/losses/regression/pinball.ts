import { max, oneMinus, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (p: Scalar, t: Scalar, tau: Scalar): Scalar =>
  select(t.gt(p), tau.mul(t.sub(p)), oneMinus(tau).mul(p.sub(t)));
/** It looks at both sides, so that at tau 1 an infinite error meets a factor of 0, and NaN is as right as infinity. */
const larger = (p: Scalar, t: Scalar, tau: Scalar): Scalar => {
  const e = t.sub(p);
  return max(tau.mul(e), tau.sub(1).mul(e));
};

/** tau times what the prediction is too low by, 1 - tau times what it is too high by. */
export const pinball = defineReference(
  'pinball',
  elementLoss(term, 'prediction', 'target', 'tau'),
  {},
  { 'the larger product': elementLoss(larger, 'prediction', 'target', 'tau') },
);
