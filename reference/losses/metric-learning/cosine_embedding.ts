import { max, select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { conditioned, direct, type Length, quotient } from './cosines.ts';

// Without a regulariser nothing is squared, so that nothing overflows.
const root: Length = {
  of: (n, eps) => select(eps.eq(0), n, sqrt(square(n).add(eps))),
  shortfall: (n, eps) => select(eps.eq(0), 0, eps.div(square(n).add(eps))),
};
// A zero vector has no cosine: then the product hands the NaN on, to the gradient of the margin, too.
const beyond = (similarity: Scalar, margin: Scalar): Scalar =>
  select(similarity.sub(similarity).eq(0), max(similarity.sub(margin), 0), similarity.mul(margin));
const term = (distance: Scalar, similarity: Scalar, y: Scalar, margin: Scalar): Scalar =>
  select(y.eq(1), distance, beyond(similarity, margin));

type Given = 'first' | 'second' | 'target' | 'margin' | 'squared_norm_eps';

const by =
  (cosines: typeof conditioned) =>
  <R>({ first, second, target, margin, squared_norm_eps }: Operands<R, Given>, settings: Settings): Tensor<R> => {
    const { distance, similarity } = cosines(first, second, root, squared_norm_eps);
    return reduce(map(term, distance, similarity, target, margin), settings);
  };

/** One minus the cosine of a pair that is alike, and the cosine beyond the margin of others. */
export const cosineEmbedding = defineReference('cosine_embedding', by(conditioned), {
  'one minus the cosine': by(direct),
  'one minus the quotient': by(quotient),
});
