import { max, neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { among, distances, isViolated, pairs, withBoth } from './labelled-batch.ts';

const hinge = (near: Scalar, far: Scalar, margin: Scalar): Scalar => max(near.sub(far).add(margin), 0);
const opposite = (x: Scalar, mask: Scalar): Scalar => among(neg(x), mask);

/** Mining is a masked extreme, never an index, so that ties share. */
function strict<R>({ embedding, label, margin }: Operands<R, 'embedding' | 'label' | 'margin'>, settings: Settings) {
  const distance = distances(embedding, settings);
  const mined = pairs(label);
  const farthest = map(among, distance, mined.positive).max(-1);
  const closest = map(opposite, distance, mined.negative).max(-1).neg();
  const valid = withBoth(mined);
  const terms: Tensor<R> = keep(map(hinge, farthest, closest, margin), valid);
  const shares: Readonly<Record<string, () => Tensor<R>>> = {
    valid: () => valid,
    active: () => map(isViolated, valid, farthest, closest, margin),
  };
  // Without a mean there is no denominator.
  return reduce(terms, settings, shares[String(settings.denominator)]?.());
}

/** How little farther than the farthest positive of an anchor its closest negative is. */
export const tripletBatchHard = defineReference('triplet_batch_hard', strict);
