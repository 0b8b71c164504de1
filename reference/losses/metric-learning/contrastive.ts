import { max, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { shiftedDifference } from './triplet_margin.ts';

// The square of a similar pair is never taken out of a root: it stays exact, and smooth at 0.
const term = (target: Scalar, squared: Scalar, distance: Scalar, margin: Scalar): Scalar =>
  select(target.eq(1), squared, square(max(margin.sub(distance), 0)));

type Given = 'first' | 'second' | 'target' | 'margin' | 'coordinate_eps';

function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { first, second, target, margin, coordinate_eps } = operands;
  const d = map(shiftedDifference, first, second, coordinate_eps);
  const terms = map(term, target, d.square().sum(-1), d.norm(-1), margin);
  return reduce(settings.half ? terms.mul(0.5) : terms, settings);
}

/** The squared distance of similar pairs, the squared lack of distance of dissimilar ones. */
export const contrastive = defineReference('contrastive', strict);
