import { abs, log, log1p, max, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { msle } from '../../../reference/losses/regression/msle.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = msle.algorithms[0].text;
const by = (term: (p: Scalar, t: Scalar) => Scalar) => element(term, 'prediction', 'target');
const difference = (p: Scalar, t: Scalar): Scalar => log1p(p).sub(log1p(t));

export const msleMutants: Mutant[] = mutantsOf('msle', {
  'log-of-1-plus': ['takes log(1 + x), which is 0 for tiny x', by((p, t) => square(log(p.add(1)).sub(log(t.add(1)))))],
  'without-1': [
    'takes the logarithm without adding 1',
    by((p, t) => square(log(max(p, 1e-30)).sub(log(max(t, 1e-30))))),
  ],
  'clipped-at-0': ['raises both operands to 1e-7', by((p, t) => square(difference(max(p, 1e-7), max(t, 1e-7))))],
  'base-10': ['takes decimal logarithms', by((p, t) => square(difference(p, t).div(Math.LN10)))],
  'log-of-the-square': ['takes the logarithm of 1 + the squared difference', by((p, t) => log1p(square(p.sub(t))))],
  absolute: ['forgets to square', by((p, t) => abs(difference(p, t)))],
  half: ['halves the square', by((p, t) => square(difference(p, t)).mul(0.5))],
  'difference-of-squares': ['subtracts squared logarithms', by((p, t) => abs(square(log1p(p)).sub(square(log1p(t)))))],
  'epsilon-in-the-logarithm': [
    'adds 1e-7 to both operands',
    by((p, t) => square(difference(p.add(1e-7), t.add(1e-7)))),
  ],
  squared: ['forgets the logarithms', by((p, t) => square(p.sub(t)))],
  'weighted-mean-by-count': byCount(right),
  'gradient-without-2': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
  'target-gradient-dropped': dropped('target'),
});
