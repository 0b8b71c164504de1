import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { among, distances, pairs, triplets } from './labelled-batch.ts';

type Triplet = (isTriplet: Scalar, near: Scalar, far: Scalar, margin: Scalar) => Scalar;
// A NaN is farther, so that it is not left out.
const whereFarther = (isTriplet: Scalar, near: Scalar, far: Scalar, value: Scalar | number): Scalar =>
  select(isTriplet.eq(1), select(far.le(near), 0, value), 0);
const violation: Triplet = (isTriplet, near, far, margin) =>
  whereFarther(isTriplet, near, far, max(near.sub(far).add(margin), 0));
const isSemiHard: Triplet = (isTriplet, near, far, margin) =>
  whereFarther(isTriplet, near, far, select(near.sub(far).add(margin).le(0), 0, 1));
const isFarther = (isTriplet: Scalar, near: Scalar, far: Scalar): Scalar => whereFarther(isTriplet, near, far, 1);
// Between 0 and 1, so that a doubtful "is there one" stays a question.
const orElse = (anyFarther: Scalar, closest: Scalar, near: Scalar, farthest: Scalar, margin: Scalar): Scalar =>
  select(anyFarther.gt(0.5), closest, near.sub(farthest).add(margin));

/** The closest farther negative is the one that costs most, so that mining is a maximum of costs. */
function strict<R>({ embedding, label, margin }: Operands<R, 'embedding' | 'label' | 'margin'>, settings: Settings) {
  const distance = distances(embedding, settings);
  const { isTriplet, near, far } = triplets(label, distance);
  const costs = map(violation, isTriplet, near, far, margin);
  const mined = map(isSemiHard, isTriplet, near, far, margin);
  if (settings.negatives === 'all') return reduce(costs.sum(1, 2), settings, mined.sum(1, 2));
  if (settings.negatives === 'closest') return reduce(costs.max(-1).sum(-1), settings, mined.max(-1).sum(-1));
  const anyFarther = map(isFarther, isTriplet, near, far).max(-1);
  const farthest: Tensor<R> = map(among, distance, pairs(label).negative).max(-1).column();
  const counted = isTriplet.max(-1);
  const ofPairs = keep(map(orElse, anyFarther, costs.max(-1), distance, farthest, margin), counted);
  return reduce(ofPairs.sum(-1), settings, counted.sum(-1));
}

/** By how much negatives that are farther than the positive fail to be so by the margin. */
export const tripletSemiHard = defineReference('triplet_semi_hard', strict);
