import { exp, log1p, max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { hinge } from '../../../reference/losses/classification/hinge.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { signed } from './signed-labels.ts';

const right = hinge.algorithms[0].text;
const short = (s: Scalar, y: Scalar, margin: Scalar): Scalar => margin.sub(y.mul(s));
const term = (s: Scalar, y: Scalar, margin: Scalar): Scalar => max(short(s, y, margin), 0);

export const hingeMutants: Mutant[] = mutantsOf('hinge', {
  'labels-mapped-twice': [
    'maps the labels by 2y - 1, so that -1 becomes -3',
    signed((s, y, m) => term(s, y.mul(2).sub(1), m)),
  ],
  'labels-of-0-and-1': ['takes the label -1 for 0', signed((s, y, m) => term(s, max(y, 0), m))],
  'sign-of-the-label': ['adds the score of the right side', signed((s, y, m) => max(m.add(y.mul(s)), 0))],
  'no-cut': ['does not cut off at 0', signed(short)],
  squared: ['squares the hinge', signed((s, y, m) => square(term(s, y, m)))],
  'soft-hinge': [
    'uses a softplus for the hinge',
    signed((s, y, m) => {
      const x = short(s, y, m);
      return max(x, 0).add(log1p(exp(max(x, x.mul(-1)).mul(-1))));
    }),
  ],
  'margin-1': ['uses the margin 1 whatever is asked for', signed((s, y) => max(y.mul(s).mul(-1).add(1), 0))],
  'margin-0-falsy': ['takes margin 0 for "not set" and uses 1', signed((s, y, m) => term(s, y, select(m.eq(0), 1, m)))],
  'margin-times-label': ['multiplies the margin by the label', signed((s, y, m) => max(y.mul(m.sub(s)), 0))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    signed(term, { denominator: 'count' }),
  ],
  'mean-of-the-active': [
    'averages over the elements inside the margin only',
    (o, s) => {
      if (s.reduction !== 'mean' || o.weight) return right(o, s);
      const terms = right(o, { ...s, reduction: 'none' });
      const active = map((t) => select(t.le(0), 0, 1), terms);
      return map((sum, n) => select(n.eq(0), 0, sum.div(n)), terms.sum(), active.sum());
    },
  ],
  'gradient-without-label': [
    'leaves the label out of the gradient',
    {
      corrupt: (outputs, c) => {
        const [g, y] = [outputs['gradient.prediction'], c.operands.target];
        if (!g || !y) return outputs;
        return { ...outputs, 'gradient.prediction': { ...g, data: g.data.map((x, k) => x * y.data[k]!) } };
      },
    },
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
