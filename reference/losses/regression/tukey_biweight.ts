import { abs, oneMinus, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

/**
 * Near 0 by the power series, so that nothing is subtracted from 1; near c by the cube of what is left to c, so that the
 * gradient, which is its square, keeps its digits.
 */
const term = (p: Scalar, t: Scalar, c: Scalar): Scalar => {
  const a = abs(p.sub(t));
  const u = square(a.div(c));
  const near = square(a)
    .div(6)
    .mul(u.mul(u.sub(3)).add(3));
  const left = c.sub(a).div(c).mul(c.add(a).div(c));
  const whole = square(c).div(6);
  const far = whole.mul(oneMinus(square(left).mul(left)));
  return select(a.ge(c), whole, select(u.le(0.5), near, far));
};

/** The cube multiplied out. Near c the derivative, which is nearly 0 there, is what is left of terms as large as c. */
const polynomial = (p: Scalar, t: Scalar, c: Scalar): Scalar => {
  const e = p.sub(t);
  const [half, ratio] = [square(e).div(2), square(e.div(c))];
  const within = half.sub(half.mul(ratio)).add(half.mul(square(ratio)).div(3));
  return select(abs(e).ge(c), square(c).div(6), within);
};

/** Half the squared difference near 0, constant from c on. */
export const tukeyBiweight = defineReference(
  'tukey_biweight',
  elementLoss(term, 'prediction', 'target', 'c'),
  // FSDA (TBrho.m) and RobPer (rho.R) have it so.
  { 'a polynomial of the square': elementLoss(polynomial, 'prediction', 'target', 'c') },
);
