import { abs, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

/** Without a parabola at beta 0, where it would divide by 0. */
const by =
  (parabola: (e: Scalar, beta: Scalar) => Scalar) =>
  (p: Scalar, t: Scalar, beta: Scalar): Scalar => {
    const e = abs(p.sub(t));
    const line = e.sub(beta.mul(0.5));
    return select(beta.eq(0), line, select(e.lt(beta), parabola(e, beta), line));
  };
// The quotient is at most 1: nothing overflows or vanishes that the loss does not.
const quotientFirst = by((e, beta) => e.div(beta).mul(e).mul(0.5));
const squareFirst = by((e, beta) => e.mul(e).mul(0.5).div(beta));

/** The absolute difference less beta / 2, rounded off by a parabola below beta. */
export const smoothL1 = defineReference('smooth_l1', elementLoss(quotientFirst, 'prediction', 'target', 'beta'), {
  'square before the quotient': elementLoss(squareFirst, 'prediction', 'target', 'beta'),
});
