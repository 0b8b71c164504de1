import { abs, exp, log, max, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { gaussianNll } from '../../../reference/losses/regression/gaussian_nll.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = gaussianNll.algorithms[0].text;
/** By the difference, the variance as given and eps; the constant is added where it is asked for. */
type Term = (e: Scalar, variance: Scalar, eps: Scalar) => Scalar;
const by = (term: Term): AnyLossText => {
  const [plain, full] = [0, 0.5 * Math.log(2 * Math.PI)].map((c) =>
    element((m, t, v, eps) => term(m.sub(t), v, eps).add(c), 'mean', 'target', 'variance', 'eps'),
  ) as [AnyLossText, AnyLossText];
  return (operands, settings) => (settings.full ? full : plain)(operands, settings);
};
const floored = (term: (e: Scalar, v: Scalar) => Scalar): AnyLossText => by((e, v, eps) => term(e, max(v, eps)));

export const gaussianNllMutants: Mutant[] = mutantsOf('gaussian_nll', {
  'without-half': ['forgets the factor one half', floored((e, v) => log(v).add(square(e).div(v)))],
  'half-of-the-logarithm-only': ['halves the logarithm only', floored((e, v) => log(v).mul(0.5).add(square(e).div(v)))],
  'deviation-expected': [
    'takes the variance for the standard deviation',
    floored((e, v) => log(v).add(square(e.div(v)).mul(0.5))),
  ],
  'log-variance-expected': [
    'takes the variance for its logarithm',
    floored((e, v) => v.add(square(e).div(exp(v))).mul(0.5)),
  ],
  'not-squared': ['forgets to square the difference', floored((e, v) => log(v).add(abs(e).div(v)).mul(0.5))],
  'logarithm-forgotten': ['forgets the logarithm', floored((e, v) => square(e).div(v).mul(0.5))],
  'logarithm-sign': ['subtracts the logarithm', floored((e, v) => square(e).div(v).sub(log(v)).mul(0.5))],
  'variance-plus-eps': [
    'adds eps to the variance',
    by((e, v, eps) =>
      log(v.add(eps))
        .add(square(e).div(v.add(eps)))
        .mul(0.5),
    ),
  ],
  'floor-in-the-quotient-only': [
    'raises the variance in the quotient only',
    by((e, v, eps) =>
      log(v)
        .add(square(e).div(max(v, eps)))
        .mul(0.5),
    ),
  ],
  'floor-1e-6': [
    'raises the variance to 1e-6, whatever eps is',
    by((e, v) =>
      log(max(v, 1e-6))
        .add(square(e).div(max(v, 1e-6)))
        .mul(0.5),
    ),
  ],
  'constant-never': ['ignores `full`', (o, s) => right(o, { ...s, full: false })],
  'constant-always': ['adds the constant where it is not asked for', (o, s) => right(o, { ...s, full: true })],
  'weighted-mean-by-count': byCount(right),
  'variance-gradient-dropped': dropped('variance'),
  'mean-gradient-doubled': ['forgets that the half cancels the 2', { corrupt: scaledGradient('mean', 2) }],
});
