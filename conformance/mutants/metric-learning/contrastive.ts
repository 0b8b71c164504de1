import { max, select, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { contrastive } from '../../../reference/losses/metric-learning/contrastive.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = contrastive.algorithms[0].text;
type Given = 'first' | 'second' | 'target' | 'margin' | 'coordinate_eps';
type Term = (target: Scalar, squared: Scalar, distance: Scalar, margin: Scalar) => Scalar;
const hinge = (distance: Scalar, margin: Scalar): Scalar => max(margin.sub(distance), 0);
const rightTerm: Term = (y, q, d, m) => select(y.eq(1), q, square(hinge(d, m)));
/** Contrastive loss with another term or distance. */
const contrastiveBy = (term: Term, norm = <R>(d: Tensor<R>): Tensor<R> => d.norm(-1)) =>
  text<Given>(({ first, second, target, margin, coordinate_eps }, settings) => {
    const d = first.sub(second).add(coordinate_eps);
    const terms = map(term, target, d.square().sum(-1), norm(d), margin);
    return reduce(settings.half ? terms.mul(0.5) : terms, settings);
  });

export const contrastiveMutants: Mutant[] = mutantsOf('contrastive', {
  'half-unasked': [
    'always has the factor 1/2 of the paper',
    (o, s) => (s.half ? right(o, s) : right(o, { ...s, half: true })),
  ],
  'half-ignored': ['never has the factor 1/2', (o, s) => right(o, { ...s, half: false })],
  'half-of-similar-only': [
    'halves the term of similar pairs only',
    contrastiveBy((y, q, d, m) => select(y.eq(1), q.mul(0.5), square(hinge(d, m)))),
  ],
  'labels-flipped': [
    'takes 0 for similar, as the paper does',
    contrastiveBy((y, q, d, m) => select(y.eq(0), q, square(hinge(d, m)))),
  ],
  'similar-without-square': [
    'returns the distance of similar pairs instead of its square',
    contrastiveBy((y, _, d, m) => select(y.eq(1), d, square(hinge(d, m)))),
  ],
  'hinge-without-square': [
    'does not square the hinge of dissimilar pairs',
    contrastiveBy((y, q, d, m) => select(y.eq(1), q, hinge(d, m))),
  ],
  'hinge-of-the-square': [
    'compares the margin with the squared distance',
    contrastiveBy((y, q, _, m) => select(y.eq(1), q, hinge(q, m))),
  ],
  'no-hinge': [
    'does not cut off beyond the margin, so that far dissimilar pairs attract',
    contrastiveBy((y, q, d, m) => select(y.eq(1), q, square(m.sub(d)))),
  ],
  'margin-ignored': ['always uses margin 1', contrastiveBy((y, q, d, m) => rightTerm(y, q, d, m.sub(m).add(1)))],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    contrastiveBy((y, q, d, m) => rightTerm(y, q, d, select(m.eq(0), 1, m))),
  ],
  'epsilon-on-coordinates': [
    'adds 1e-6 to every coordinate of a difference',
    (o, s) => right({ ...o, coordinate_eps: o.coordinate_eps!.add(1e-6) }, s),
  ],
  'epsilon-in-the-root': [
    'adds 1e-9 to the sum of squares before the root',
    contrastiveBy(rightTerm, (d) => map((q) => sqrt(q.add(1e-9)), d.square().sum(-1))),
  ],
  'root-of-the-sum': [
    'takes the root of the sum of squares, whose gradient is NaN at 0',
    contrastiveBy(rightTerm, (d) => d.square().sum(-1).sqrt()),
  ],
  'single-pair-is-0': [
    'returns 0 for a batch of one pair',
    (o, s) => {
      const one = o.target!.count();
      return map((n, x) => select(n.eq(1), 0, x), one, right(o, s));
    },
  ],
  'distance-by-products': [
    'expands the squared distance to |a|^2 + |b|^2 - 2ab',
    text<Given>((o, settings) => {
      const { first, second, target, margin } = o;
      const squares = first.square().sum(-1).add(second.square().sum(-1)).sub(first.mul(second).sum(-1).mul(2));
      const root = (q: Scalar): Scalar => select(q.le(0), 0, sqrt(select(q.le(0), 1, q)));
      const terms = map(rightTerm, target, squares, map(root, squares), margin);
      return reduce(settings.half ? terms.mul(0.5) : terms, settings);
    }),
  ],
  'mean-of-the-active': [
    'averages over the pairs that cost something only',
    (o, s) => {
      if (s.reduction !== 'mean') return right(o, s);
      const terms = right(o, { ...s, reduction: 'none' });
      const active = map((t) => select(t.le(0), 0, 1), terms);
      return map((sum, n) => select(n.eq(0), 0, sum.div(n)), terms.sum(), active.sum());
    },
  ],
  'gradient-without-2': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('first', 0.5) }],
  'second-detached': ['sends no gradient to the second point', { corrupt: scaledGradient('second', 0) }],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
