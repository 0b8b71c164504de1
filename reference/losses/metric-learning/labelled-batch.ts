import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';

/** Every point of [N, D] against every other one, by differences: [N, N]. */
export function distances<R>(x: Tensor<R>, { distance }: Settings): Tensor<R> {
  const [n, d] = x.shape as readonly [Tensor<R>['shape'][number], Tensor<R>['shape'][number]];
  const difference = x.reshape([n, 1, d]).sub(x.reshape([1, n, d]));
  return distance === 'squared' ? difference.square().sum(-1) : difference.norm(-1);
}

/** Who is whose positive and negative, as 1 and 0: [anchor, other]. */
export function pairs<R>(label: Tensor<R>): { readonly positive: Tensor<R>; readonly negative: Tensor<R> } {
  const [n] = label.shape as readonly [Tensor<R>['shape'][number]];
  const [anchor, other] = [label.reshape([n, 1]), label.reshape([1, n])];
  const negative = map(differs, anchor, other);
  return { positive: map(isOther, negative, negative.identity()), negative };
}
const differs = (a: Scalar, b: Scalar): Scalar => select(a.eq(b), 0, 1);
const isOther = (negative: Scalar, self: Scalar): Scalar => select(negative.eq(1), 0, select(self.eq(1), 0, 1));

/** x where the mask is 1, and -Infinity, which no maximum and no exponential sees, elsewhere. */
export const among = (x: Scalar, mask: Scalar): Scalar => select(mask.eq(1), x, -Infinity);

/** 1 for the anchors that have a positive and a negative, 0 for the others. */
export const withBoth = <R>({ positive, negative }: ReturnType<typeof pairs<R>>): Tensor<R> =>
  positive.max(-1).mul(negative.max(-1));

/** Every triplet [anchor, positive, negative]: whether it is one, and its two distances, of length 1 where they repeat. */
export function triplets<R>(label: Tensor<R>, distance: Tensor<R>) {
  const [n] = label.shape as readonly [Tensor<R>['shape'][number]];
  const { positive, negative } = pairs(label);
  return {
    isTriplet: positive.reshape([n, n, 1]).mul(negative.reshape([n, 1, n])),
    near: distance.reshape([n, n, 1]),
    far: distance.reshape([n, 1, n]),
  } as const;
}

/**
 * 1 where what counts violates the margin, and 0 elsewhere. NaN does, so that no other mean stands in for it. It is asked
 * of what is not cut off: a hinge at 0 would seem to be a tie.
 */
export const isViolated = (counts: Scalar, near: Scalar, far: Scalar, margin: Scalar): Scalar =>
  select(counts.eq(1), select(near.sub(far).add(margin).le(0), 0, 1), 0);

/** The points, or ones where nothing of the batch counts: what nothing sees has gradient 0, a zero vector too. */
export const wherePaired = <R>(embedding: Tensor<R>, counted: Tensor<R>): Tensor<R> =>
  map(orOne, embedding, counted.sum());
const orOne = (x: Scalar, counted: Scalar): Scalar => select(counted.eq(0), 1, x);
