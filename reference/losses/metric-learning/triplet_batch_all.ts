import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { distances, isViolated, triplets } from './labelled-batch.ts';

type Triplet = (isTriplet: Scalar, near: Scalar, far: Scalar, margin: Scalar) => Scalar;
const violation: Triplet = (isTriplet, near, far, margin) =>
  select(isTriplet.eq(1), max(near.sub(far).add(margin), 0), 0);

function strict<R>({ embedding, label, margin }: Operands<R, 'embedding' | 'label' | 'margin'>, settings: Settings) {
  const { isTriplet, near, far } = triplets(label, distances(embedding, settings));
  const ofAnchor = (x: Tensor<R>): Tensor<R> => x.sum(1, 2);
  const shares = settings.denominator === 'active' ? map(isViolated, isTriplet, near, far, margin) : isTriplet;
  return reduce(ofAnchor(map(violation, isTriplet, near, far, margin)), settings, ofAnchor(shares));
}

/** By how much the negatives of every triplet of the batch fail to be farther than the positive plus the margin. */
export const tripletBatchAll = defineReference('triplet_batch_all', strict);
