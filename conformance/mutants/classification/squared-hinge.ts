import { max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { signed } from './signed-labels.ts';

const short = (s: Scalar, y: Scalar, margin: Scalar): Scalar => margin.sub(y.mul(s));
const cut = (s: Scalar, y: Scalar, margin: Scalar): Scalar => max(short(s, y, margin), 0);
const term = (s: Scalar, y: Scalar, margin: Scalar): Scalar => square(cut(s, y, margin));

export const squaredHingeMutants: Mutant[] = mutantsOf('squared_hinge', {
  'labels-mapped-twice': [
    'maps the labels by 2y - 1, so that -1 becomes -3',
    signed((s, y, m) => term(s, y.mul(2).sub(1), m)),
  ],
  'labels-of-0-and-1': ['takes the label -1 for 0', signed((s, y, m) => term(s, max(y, 0), m))],
  'squared-before-the-cut': ['squares first and cuts off then', signed((s, y, m) => max(square(short(s, y, m)), 0))],
  'not-squared': ['forgets the square', signed(cut)],
  halved: ['has the factor 1/2', signed((s, y, m) => term(s, y, m).mul(0.5))],
  'sign-of-the-label': ['adds the score of the right side', signed((s, y, m) => square(max(m.add(y.mul(s)), 0)))],
  'squares-expanded': [
    'expands the square to m^2 - 2 m y s + s^2',
    signed((s, y, m) =>
      select(
        short(s, y, m).le(0),
        0,
        square(m)
          .sub(m.mul(2).mul(y.mul(s)))
          .add(square(s)),
      ),
    ),
  ],
  'margin-1': ['uses the margin 1 whatever is asked for', signed((s, y) => square(max(y.mul(s).mul(-1).add(1), 0)))],
  'margin-0-falsy': ['takes margin 0 for "not set" and uses 1', signed((s, y, m) => term(s, y, select(m.eq(0), 1, m)))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    signed(term, { denominator: 'count' }),
  ],
  'gradient-halved': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
