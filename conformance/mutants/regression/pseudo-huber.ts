import { abs, log1p, select, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { pseudoHuber } from '../../../reference/losses/regression/pseudo_huber.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = pseudoHuber.algorithms[0].text;
/** By the difference and delta. */
const by = (term: (e: Scalar, delta: Scalar) => Scalar) =>
  element((p, t, delta) => term(p.sub(t), delta), 'prediction', 'target', 'delta');
const root = (x: Scalar): Scalar => sqrt(square(x).add(1));

export const pseudoHuberMutants: Mutant[] = mutantsOf('pseudo_huber', {
  'without-delta-squared': ['forgets the factor delta^2', by((e, d) => root(e.div(d)).sub(1))],
  'delta-for-delta-squared': ['multiplies by delta instead of its square', by((e, d) => d.mul(root(e.div(d)).sub(1)))],
  'without-minus-1': ['forgets to subtract 1', by((e, d) => square(d).mul(root(e.div(d))))],
  charbonnier: ['computes the Charbonnier loss', by((e, d) => sqrt(square(e).add(square(d))))],
  huber: [
    'computes the Huber loss',
    by((e, d) => select(abs(e).le(d), square(e).mul(0.5), d.mul(abs(e).sub(d.mul(0.5))))),
  ],
  cauchy: ['computes the Cauchy loss', by((e, d) => square(d).mul(log1p(square(e.div(d))).mul(0.5)))],
  'delta-ignored': ['always uses delta 1', by((e, d) => root(e).sub(1).add(d.mul(0)))],
  'delta-multiplied': ['multiplies by delta inside the root', by((e, d) => square(d).mul(root(e.mul(d)).sub(1)))],
  'half-inside': [
    'halves the square inside the root',
    by((e, d) => square(d).mul(sqrt(square(e.div(d)).mul(0.5).add(1)).sub(1))),
  ],
  'doubled-parabola': [
    'doubles it, so that the parabola is e^2',
    by((e, d) =>
      square(d)
        .mul(root(e.div(d)).sub(1))
        .mul(2),
    ),
  ],
  'not-squared-inside': [
    'forgets to square inside the root',
    by((e, d) => square(d).mul(sqrt(abs(e.div(d)).add(1)).sub(1))),
  ],
  'weighted-mean-by-count': byCount(right),
  'delta-gradient-dropped': dropped('delta'),
  'gradient-half': ['halves the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
});
