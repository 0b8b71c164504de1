import { max, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { cosineEmbedding } from '../../../reference/losses/metric-learning/cosine_embedding.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = cosineEmbedding.algorithms[0].text;
type Given = 'first' | 'second' | 'target' | 'margin' | 'squared_norm_eps';
type Term = (cosine: Scalar, y: Scalar, margin: Scalar) => Scalar;
const term: Term = (cosine, y, m) => select(y.eq(1), oneMinus(cosine), max(cosine.sub(m), 0));
/** The loss with another term, or another cosine; both without a regulariser. */
const embedding = (
  of: Term,
  cosine: <R>(a: Tensor<R>, b: Tensor<R>) => Tensor<R> = (a, b) =>
    a
      .div(a.norm(-1).column())
      .mul(b.div(b.norm(-1).column()))
      .sum(-1),
) =>
  text<Given>(({ first, second, target, margin }, settings) =>
    reduce(map(of, cosine(first, second), target, margin), settings),
  );
const epsilon = (eps: number) =>
  embedding(term, (a, b) => {
    const length = <R>(x: Tensor<R>): Tensor<R> => map((n) => n.add(eps), x.norm(-1));
    return a
      .mul(b)
      .sum(-1)
      .div(length(a).mul(length(b)));
  });

export const cosineEmbeddingMutants: Mutant[] = mutantsOf('cosine_embedding', {
  'not-normalised': ['takes the scalar product for the cosine', embedding(term, (a, b) => a.mul(b).sum(-1))],
  'norm-of-the-first-only': [
    'divides by the length of the first vector only',
    embedding(term, (a, b) => a.div(a.norm(-1).column()).mul(b).sum(-1)),
  ],
  'squared-norms': [
    'divides by the squared norms',
    embedding(term, (a, b) =>
      a
        .mul(b)
        .sum(-1)
        .div(a.square().sum(-1).mul(b.square().sum(-1))),
    ),
  ],
  'epsilon-added': ['adds 1e-8 to the norms', epsilon(1e-8)],
  'squared-norm-epsilon': [
    'adds 1e-12 to the squared norms',
    (o, s) => right({ ...o, squared_norm_eps: o.squared_norm_eps!.add(1e-12) }, s),
  ],
  'labels-of-0-and-1': ['gives 0 for every label but 1', embedding((c, y) => select(y.eq(1), oneMinus(c), 0))],
  'labels-exchanged': ['pulls together what is not alike', embedding((c, y, m) => term(c, y.mul(-1), m))],
  'cosine-itself': [
    'has the cosine where one minus it belongs',
    embedding((c, y, m) => select(y.eq(1), c, term(c, y, m))),
  ],
  'no-cut': ['does not cut off at 0', embedding((c, y, m) => select(y.eq(1), oneMinus(c), c.sub(m)))],
  'absolute-cosine': [
    'pushes opposite vectors, too',
    embedding((c, y, m) => select(y.eq(1), oneMinus(c), max(max(c, c.mul(-1)).sub(m), 0))),
  ],
  'margin-added': ['adds the margin', embedding((c, y, m) => term(c, y, m.mul(-1)))],
  'margin-on-both-sides': [
    'gives alike pairs the margin, too',
    embedding((c, y, m) => select(y.eq(1), max(oneMinus(c).sub(m), 0), max(c.sub(m), 0))),
  ],
  squared: ['squares both parts', embedding((c, y, m) => square(term(c, y, m)))],
  'second-detached': ['sends no gradient to the second vector', { corrupt: scaledGradient('second', 0) }],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
