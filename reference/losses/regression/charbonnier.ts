import { abs, select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

// The larger leg times sqrt(1 + q^2), q the other one over it: no square overflows or vanishes. At eps 0 it is one leg.
const conditioned = (p: Scalar, t: Scalar, eps: Scalar): Scalar => {
  const e = abs(p.sub(t));
  const longer = (a: Scalar, b: Scalar): Scalar => a.mul(sqrt(square(b.div(a)).add(1)));
  return select(eps.eq(0), e, select(e.le(eps), longer(eps, e), longer(e, eps)));
};
const plain = (p: Scalar, t: Scalar, eps: Scalar): Scalar => sqrt(square(p.sub(t)).add(square(eps)));

/** The root of the squared difference and eps^2. */
export const charbonnier = defineReference('charbonnier', elementLoss(conditioned, 'prediction', 'target', 'eps'), {
  'root of the sum of squares': elementLoss(plain, 'prediction', 'target', 'eps'),
});
