import { max, oneMinus, sqrt } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { cosineDistance } from '../../../reference/losses/metric-learning/cosine_distance.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = cosineDistance.algorithms[0].text;
type Given = 'first' | 'second' | 'norm_floor';
/** One minus another cosine. */
const distance = (cosine: <R>(a: Tensor<R>, b: Tensor<R>) => Tensor<R>, finish: (c: Scalar) => Scalar = oneMinus) =>
  text<Given>(({ first, second }, settings) => reduce(map(finish, cosine(first, second)), settings));
const cosineOf = <R>(a: Tensor<R>, b: Tensor<R>): Tensor<R> =>
  a
    .div(a.norm(-1).column())
    .mul(b.div(b.norm(-1).column()))
    .sum(-1);
const scaled = (length: (norm: Scalar) => Scalar) =>
  distance((a, b) =>
    a
      .mul(b)
      .sum(-1)
      .div(map(length, a.norm(-1)).mul(map(length, b.norm(-1)))),
  );

export const cosineDistanceMutants: Mutant[] = mutantsOf('cosine_distance', {
  'not-normalised': ['takes the scalar product for the cosine', distance((a, b) => a.mul(b).sum(-1))],
  'norm-of-the-first-only': [
    'divides by the length of the first vector only',
    distance((a, b) => a.div(a.norm(-1).column()).mul(b).sum(-1)),
  ],
  'similarity-itself': ['returns the cosine', (o, s) => right(o, { ...s, form: 'similarity' })],
  'negative-similarity': ['returns the negative cosine', (o, s) => right(o, { ...s, form: 'negative_similarity' })],
  'norms-floored': ['floors the norms at 1e-8', (o, s) => right({ ...o, norm_floor: o.norm_floor!.add(1e-8) }, s)],
  'norm-plus-epsilon': ['adds 1e-8 to the norms', scaled((n) => n.add(1e-8))],
  'product-floored': [
    'floors the product of the norms at 1e-8',
    distance((a, b) =>
      a
        .mul(b)
        .sum(-1)
        .div(map((p, q) => max(p.mul(q), 1e-8), a.norm(-1), b.norm(-1))),
    ),
  ],
  'root-of-squares': [
    'takes the root of the sum of squares, plus 1e-12',
    distance((a, b) => {
      const length = <R>(x: Tensor<R>): Tensor<R> => map((q) => sqrt(q.add(1e-12)), x.square().sum(-1));
      return a
        .mul(b)
        .sum(-1)
        .div(length(a).mul(length(b)));
    }),
  ],
  halved: ['maps the distance to [0, 1]', distance(cosineOf, (c) => oneMinus(c).mul(0.5))],
  'one-plus': ['adds the cosine', distance(cosineOf, (c) => c.add(1))],
  'cut-at-0': ['cuts off at right angles', distance(cosineOf, (c) => max(oneMinus(max(c, 0)), 0))],
  'first-detached': ['sends no gradient to the first vector', { corrupt: scaledGradient('first', 0) }],
  'gradient-of-the-dot-product': ['forgets half of the gradient', { corrupt: scaledGradient('second', 0.5) }],
});
