import { abs, select, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { mae } from '../../../reference/losses/regression/mae.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = mae.algorithms[0].text;
const by = (term: (p: Scalar, t: Scalar) => Scalar) => element(term, 'prediction', 'target');

export const maeMutants: Mutant[] = mutantsOf('mae', {
  squared: ['returns the squared error', by((p, t) => square(p.sub(t)))],
  half: ['returns half of the absolute error, as a pinball loss at the median', by((p, t) => abs(p.sub(t)).mul(0.5))],
  'without-abs': ['forgets the magnitude', by((p, t) => p.sub(t))],
  'difference-of-magnitudes': ['subtracts magnitudes', by((p, t) => abs(abs(p).sub(abs(t))))],
  'root-of-square': ['takes the root of the square', by((p, t) => sqrt(square(p.sub(t))))],
  'smoothed-root': ['takes the root of the square plus 1e-12', by((p, t) => sqrt(square(p.sub(t)).add(1e-12)))],
  'relative-to-the-target': ['divides by the target', by((p, t) => abs(p.sub(t)).div(select(t.eq(0), 1, abs(t))))],
  'weighted-mean-by-count': byCount(right),
  'gradient-doubled': ['gives the gradient a slope of 2', { corrupt: scaledGradient('prediction', 2) }],
  'gradient-sign': ['turns the gradient round', { corrupt: scaledGradient('prediction', -1) }],
  'target-gradient-dropped': dropped('target'),
  'weight-gradient-dropped': dropped('weight'),
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
