import { abs, exp, expm1, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';

// The divergence of one latent, with mean m and log-variance v, from the standard Gaussian.

const degree = 17;

/**
 * exp(x) - 1 - x: its Taylor series to |x| = 1/2, where the next term is below the unit roundoff of float64. At infinity
 * the exponential wins over x.
 */
const excess = (x: Scalar): Scalar => {
  let series = x.div(degree).add(1);
  for (let n = degree - 1; n > 2; n--) series = series.mul(x).div(n).add(1);
  const rest = select(x.eq(Infinity), x, expm1(x).sub(x));
  return select(abs(x).le(0.5), square(x).mul(0.5).mul(series), rest);
};
/** With all digits near the standard Gaussian. */
export const conditionedKl = (m: Scalar, v: Scalar): Scalar => square(m).add(excess(v)).mul(0.5);
/** As it is usually written. */
export const plainKl = (m: Scalar, v: Scalar): Scalar => exp(v).add(square(m)).sub(1).sub(v).mul(0.5);
