import { abs, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { charbonnier } from '../../../reference/losses/regression/charbonnier.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = charbonnier.algorithms[0].text;
/** By the difference and eps. */
const by = (term: (e: Scalar, eps: Scalar) => Scalar) =>
  element((p, t, eps) => term(p.sub(t), eps), 'prediction', 'target', 'eps');

export const charbonnierMutants: Mutant[] = mutantsOf('charbonnier', {
  'eps-not-squared': ['adds eps instead of its square', by((e, eps) => sqrt(square(e).add(eps)))],
  'eps-outside': ['adds eps to the absolute difference', by((e, eps) => abs(e).add(eps))],
  'eps-ignored': ['computes the absolute difference', by((e, eps) => abs(e).add(eps.mul(0)))],
  'eps-1e-3': ['always uses eps 1e-3', by((e) => sqrt(square(e).add(1e-6)))],
  'root-forgotten': ['forgets the root', by((e, eps) => square(e).add(square(eps)))],
  'less-its-least-value': ['subtracts eps', by((e, eps) => sqrt(square(e).add(square(eps))).sub(eps))],
  'pseudo-huber': [
    'computes the pseudo-Huber loss',
    by((e, eps) => eps.mul(sqrt(square(e).add(square(eps))).sub(eps))),
  ],
  'not-squared': ['forgets to square the difference', by((e, eps) => sqrt(abs(e).add(square(eps))))],
  'difference-less-eps': ['subtracts eps^2 inside the root', by((e, eps) => sqrt(abs(square(e).sub(square(eps)))))],
  'weighted-mean-by-count': byCount(right),
  'eps-gradient-dropped': dropped('eps'),
  'gradient-doubled': ['forgets that the half cancels the 2', { corrupt: scaledGradient('prediction', 2) }],
});
