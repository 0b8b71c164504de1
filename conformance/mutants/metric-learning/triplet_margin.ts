import { exp, log, max, min, neg, select, sqrt } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { tripletMargin } from '../../../reference/losses/metric-learning/triplet_margin.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = tripletMargin.algorithms[0].text;
type Triplet = 'anchor' | 'positive' | 'negative' | 'margin' | 'coordinate_eps';
interface Parts {
  readonly norm?: <R>(d: Tensor<R>) => Tensor<R>;
  readonly hinge?: (near: Scalar, far: Scalar, margin: Scalar) => Scalar;
  readonly far?: (toAnchor: Scalar, toPositive: Scalar) => Scalar;
  readonly margin?: (m: Scalar) => Scalar;
}
const hinge = (near: Scalar, far: Scalar, margin: Scalar): Scalar => max(near.sub(far).add(margin), 0);
/** The triplet loss with one part replaced. */
const triplet = ({
  norm = (d) => d.norm(-1),
  hinge: of = hinge,
  far: nearer = (a, p) => min(a, p),
  margin: used = (m) => m,
}: Parts) =>
  text<Triplet>((operands, settings) => {
    const { anchor, positive, negative, margin, coordinate_eps } = operands;
    const distance = <R>(a: Tensor<R>, b: Tensor<R>, eps: Tensor<R>): Tensor<R> => {
      const d = a.sub(b).add(eps);
      return settings.distance === 'squared' ? d.square().sum(-1) : norm(d);
    };
    const toAnchor = distance(anchor, negative, coordinate_eps);
    const far = settings.swap ? map(nearer, toAnchor, distance(positive, negative, coordinate_eps)) : toAnchor;
    return reduce(map(of, distance(anchor, positive, coordinate_eps), far, map(used, margin)), settings);
  });

export const tripletMarginMutants: Mutant[] = mutantsOf('triplet_margin', {
  'squared-for-euclidean': ['uses squared distances', (o, s) => right(o, { ...s, distance: 'squared' })],
  'euclidean-for-squared': [
    'uses plain distances where squared ones are asked for',
    (o, s) => right(o, { ...s, distance: 'euclidean' }),
  ],
  'epsilon-on-coordinates': [
    'adds 1e-6 to every coordinate of a difference',
    (o, s) => right({ ...o, coordinate_eps: o.coordinate_eps!.add(1e-6) }, s),
  ],
  'epsilon-in-the-root': [
    'adds 1e-12 to the sum of squares',
    triplet({ norm: (d) => map((q) => sqrt(q.add(1e-12)), d.square().sum(-1)) }),
  ],
  'root-of-the-sum': [
    'takes the root of the sum of squares, whose gradient is NaN at 0',
    triplet({ norm: (d) => d.square().sum(-1).sqrt() }),
  ],
  manhattan: ['adds absolute coordinates', triplet({ norm: (d) => map((x) => max(x, neg(x)), d).sum(-1) })],
  'no-hinge': ['does not cut off at 0', triplet({ hinge: (near, far, m) => near.sub(far).add(m) })],
  'soft-hinge': [
    'uses a softplus for the hinge',
    triplet({ hinge: (near, far, m) => log(exp(near.sub(far).add(m)).add(1)) }),
  ],
  'squared-hinge': [
    'squares the hinge',
    triplet({ hinge: (near, far, m) => hinge(near, far, m).mul(hinge(near, far, m)) }),
  ],
  'margin-subtracted': ['subtracts the margin', triplet({ hinge: (near, far, m) => max(near.sub(far).sub(m), 0) })],
  'margin-0-falsy': ['takes margin 0 for "not set" and uses 1', triplet({ margin: (m) => select(m.eq(0), 1, m) })],
  'swap-ignored': ['ignores swap', (o, s) => right(o, { ...s, swap: false })],
  'swap-takes-the-farther': ['takes the farther of the two with swap', triplet({ far: (a, p) => max(a, p) })],
  'swap-always': ['always compares with the nearer of the two', (o, s) => right(o, { ...s, swap: true })],
  'positive-and-negative-exchanged': [
    'exchanges positive and negative',
    (o, s) => right({ ...o, positive: o.negative!, negative: o.positive! }, s),
  ],
  'distance-by-products': [
    'expands the squared distance to |a|^2 + |b|^2 - 2ab',
    text<Triplet>(({ anchor, positive, negative, margin, coordinate_eps }, settings) => {
      if (settings.swap) return right({ anchor, positive, negative, margin, coordinate_eps }, settings);
      const squares = <R>(a: Tensor<R>, b: Tensor<R>): Tensor<R> =>
        a.square().sum(-1).add(b.square().sum(-1)).sub(a.mul(b).sum(-1).mul(2));
      const [near, far] = [squares(anchor, positive), squares(anchor, negative)];
      const root = (q: Scalar): Scalar => select(q.le(0), 0, sqrt(select(q.le(0), 1, q)));
      const terms =
        settings.distance === 'squared'
          ? map(hinge, near, far, margin)
          : map(hinge, map(root, near), map(root, far), margin);
      return reduce(terms, settings);
    }),
  ],
  'mean-of-the-active': [
    'averages over the triplets that violate the margin only',
    (o, s) => {
      if (s.reduction !== 'mean') return right(o, s);
      const terms = right(o, { ...s, reduction: 'none' });
      const active = map((t) => select(t.le(0), 0, 1), terms);
      return map((sum, n) => select(n.eq(0), 0, sum.div(n)), terms.sum(), active.sum());
    },
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  'anchor-gradient-halved': ['forgets one of the two paths to the anchor', { corrupt: scaledGradient('anchor', 0.5) }],
});
