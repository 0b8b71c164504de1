import { abs, exp, log, max, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { laplaceNll } from '../../../reference/losses/regression/laplace_nll.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = laplaceNll.algorithms[0].text;
/** By the absolute difference, the scale as given and eps. */
const by = (term: (a: Scalar, scale: Scalar, eps: Scalar) => Scalar) =>
  element((m, t, scale, eps) => term(abs(m.sub(t)), scale, eps), 'location', 'target', 'scale', 'eps');
const floored = (term: (a: Scalar, b: Scalar) => Scalar) => by((a, scale, eps) => term(a, max(scale, eps)));

export const laplaceNllMutants: Mutant[] = mutantsOf('laplace_nll', {
  'without-log-2': ['forgets the 2 in the logarithm', floored((a, b) => log(b).add(a.div(b)))],
  'logarithm-forgotten': ['forgets the logarithm', floored((a, b) => a.div(b))],
  'logarithm-sign': ['subtracts the logarithm', floored((a, b) => a.div(b).sub(log(b.mul(2))))],
  'deviation-expected': [
    'takes the scale for the standard deviation',
    floored((a, b) => log(b.mul(Math.SQRT2)).add(a.mul(Math.SQRT2).div(b))),
  ],
  'log-scale-expected': ['takes the scale for its logarithm', floored((a, b) => b.add(Math.LN2).add(a.div(exp(b))))],
  gaussian: ['computes the Gaussian form', floored((a, b) => log(b).add(square(a.div(b)).mul(0.5)))],
  half: ['halves it', floored((a, b) => log(b.mul(2)).add(a.div(b)).mul(0.5))],
  'scale-plus-eps': ['adds eps to the scale', by((a, b, eps) => log(b.add(eps).mul(2)).add(a.div(b.add(eps))))],
  'floor-in-the-quotient-only': [
    'raises the scale in the quotient only',
    by((a, b, eps) => log(b.mul(2)).add(a.div(max(b, eps)))),
  ],
  'floor-1e-6': [
    'raises the scale to 1e-6, whatever eps is',
    by((a, b) => log(max(b, 1e-6).mul(2)).add(a.div(max(b, 1e-6)))),
  ],
  'weighted-mean-by-count': byCount(right),
  'scale-gradient-dropped': dropped('scale'),
  'location-gradient-sign': ['turns the gradient round', { corrupt: scaledGradient('location', -1) }],
});
