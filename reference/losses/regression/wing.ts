import { abs, log, log1p, select, sqrt } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

/** log(1 + a / b). Of a large quotient by its root, which no format is too small for. */
const logOfSum = (a: Scalar, b: Scalar): Scalar => {
  const far = log(sqrt(a).div(sqrt(b)))
    .mul(2)
    .add(log1p(b.div(a)));
  return select(b.lt(a.mul(1 / 1024)), far, log1p(a.div(b)));
};

// Beyond w the two terms that are added are both positive: what the difference exceeds w by, and the loss at w.
const joined = (p: Scalar, t: Scalar, w: Scalar, epsilon: Scalar): Scalar => {
  const e = abs(p.sub(t));
  const atW = w.mul(logOfSum(w, epsilon));
  return select(e.lt(w), w.mul(logOfSum(e, epsilon)), e.sub(w).add(atW));
};
const lessConstant = (p: Scalar, t: Scalar, w: Scalar, epsilon: Scalar): Scalar => {
  const e = abs(p.sub(t));
  const constant = w.sub(w.mul(log1p(w.div(epsilon))));
  return select(e.lt(w), w.mul(log1p(e.div(epsilon))), e.sub(constant));
};

/** w log(1 + difference / epsilon) for differences below w, the absolute difference less a constant beyond. */
export const wing = defineReference('wing', elementLoss(joined, 'prediction', 'target', 'w', 'epsilon'), {
  'less a constant': elementLoss(lessConstant, 'prediction', 'target', 'w', 'epsilon'),
});
