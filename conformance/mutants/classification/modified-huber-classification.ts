import { abs, max, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { signed } from './signed-labels.ts';

const parabola = (z: Scalar): Scalar => square(max(oneMinus(z), 0));
const of = (z: Scalar): Scalar => select(z.ge(-1), parabola(z), z.mul(-4));
const right = (s: Scalar, y: Scalar): Scalar => of(y.mul(s));
/** A loss of the score on its label's side. */
const onSide = (term: (z: Scalar) => Scalar) => signed((s, y) => term(y.mul(s)));

export const modifiedHuberClassificationMutants: Mutant[] = mutantsOf('modified_huber_classification', {
  'squared-hinge': ['has no straight line', onSide(parabola)],
  'line-from-0-on': ['begins the line at the border', onSide((z) => select(z.ge(0), parabola(z), z.mul(-4)))],
  'line-of-slope-2': ['has half the slope beyond', onSide((z) => select(z.ge(-1), parabola(z), oneMinus(z).mul(2)))],
  'line-that-jumps': ['adds 1 beyond', onSide((z) => select(z.ge(-1), parabola(z), z.mul(-4).add(1)))],
  'huber-of-the-score': [
    'is the Huber loss of the difference to the label',
    signed((s, y) => {
      const e = abs(s.sub(y));
      return select(e.le(1), square(e).mul(0.5), e.sub(0.5));
    }),
  ],
  'not-cut-off': ['does not cut off at the margin', onSide((z) => select(z.ge(-1), square(oneMinus(z)), z.mul(-4)))],
  halved: ['has the factor 1/2', onSide((z) => of(z).mul(0.5))],
  'labels-of-0-and-1': ['takes the label -1 for 0', signed((s, y) => right(s, max(y, 0)))],
  'labels-mapped-twice': [
    'maps the labels by 2y - 1, so that -1 becomes -3',
    signed((s, y) => right(s, y.mul(2).sub(1))),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    signed(right, { denominator: 'count' }),
  ],
  'gradient-halved': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
});
