import { abs, log, max } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (m: Scalar, t: Scalar, scale: Scalar, eps: Scalar): Scalar => {
  const b = max(scale, eps);
  return log(b.mul(2)).add(abs(m.sub(t)).div(b));
};

/** The logarithm of twice the scale, and the absolute difference over the scale. */
export const laplaceNll = defineReference('laplace_nll', elementLoss(term, 'location', 'target', 'scale', 'eps'), {
  'log 2 added': elementLoss(
    (m, t, scale, eps) => {
      const b = max(scale, eps);
      return log(b)
        .add(Math.LN2)
        .add(abs(m.sub(t)).div(b));
    },
    'location',
    'target',
    'scale',
    'eps',
  ),
});
