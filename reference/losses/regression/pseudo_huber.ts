import { abs, select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

/** sqrt(1 + q^2) of a quotient that is at most 1. */
const hypotenuse = (q: Scalar): Scalar => sqrt(square(q).add(1));

// With x = e / delta it is e^2 / (sqrt(1 + x^2) + 1), and with its reciprocal q it is e delta / (sqrt(1 + q^2) + q).
const conditioned = (p: Scalar, t: Scalar, delta: Scalar): Scalar => {
  const e = abs(p.sub(t));
  const near = square(e).div(hypotenuse(e.div(delta)).add(1));
  const q = delta.div(e);
  return select(e.le(delta), near, e.mul(delta).div(hypotenuse(q).add(q)));
};
const plain = (p: Scalar, t: Scalar, delta: Scalar): Scalar =>
  square(delta).mul(hypotenuse(p.sub(t).div(delta)).sub(1));

/** A hyperbola: half the squared difference near 0, and of slope delta far out. */
export const pseudoHuber = defineReference('pseudo_huber', elementLoss(conditioned, 'prediction', 'target', 'delta'), {
  'root less 1': elementLoss(plain, 'prediction', 'target', 'delta'),
});
