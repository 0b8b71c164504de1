import { max, neg, oneMinus, select } from '../../arithmetic/kernel/functions.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { conditioned, direct, type Length, quotient } from './cosines.ts';

const floored: Length = {
  of: (n, floor) => max(n, floor),
  shortfall: (n, floor) => {
    const share = n.div(floor);
    return select(n.ge(floor), 0, oneMinus(share).mul(share.add(1)));
  },
};

const by =
  (cosines: typeof conditioned) =>
  <R>({ first, second, norm_floor }: Operands<R, 'first' | 'second' | 'norm_floor'>, settings: Settings): Tensor<R> => {
    const { distance, similarity } = cosines(first, second, floored, norm_floor);
    if (settings.form === 'distance') return reduce(distance, settings);
    return reduce(settings.form === 'negative_similarity' ? map(neg, similarity) : similarity, settings);
  };

/** One minus the cosine of each pair of rows. */
export const cosineDistance = defineReference('cosine_distance', by(conditioned), {
  'one minus the cosine': by(direct),
  'one minus the quotient': by(quotient),
});
