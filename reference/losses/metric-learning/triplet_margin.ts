import { max, min } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

/** a - b + eps, coordinate by coordinate. */
export const shiftedDifference = (a: Scalar, b: Scalar, eps: Scalar): Scalar => a.sub(b).add(eps);
const smaller = (a: Scalar, b: Scalar): Scalar => min(a, b);
const hinge = (near: Scalar, far: Scalar, margin: Scalar): Scalar => max(near.sub(far).add(margin), 0);

type Given = 'anchor' | 'positive' | 'negative' | 'margin' | 'coordinate_eps';

function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { anchor, positive, negative, margin, coordinate_eps } = operands;
  const distance = (a: Tensor<R>, b: Tensor<R>): Tensor<R> => {
    const d = map(shiftedDifference, a, b, coordinate_eps);
    return settings.distance === 'squared' ? d.square().sum(-1) : d.norm(-1);
  };
  const toNegative = distance(anchor, negative);
  const far = settings.swap ? map(smaller, toNegative, distance(positive, negative)) : toNegative;
  return reduce(map(hinge, distance(anchor, positive), far, margin), settings);
}

/** By how much the negative fails to be farther than the positive plus the margin. */
export const tripletMargin = defineReference('triplet_margin', strict);
