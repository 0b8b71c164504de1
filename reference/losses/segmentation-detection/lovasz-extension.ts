import { ifFinite, max, neg, oneMinus, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { stepOf, weightOf } from './jaccard-growth.ts';
import { across, beyond, down, lastAxes, numbered, orOtherWay } from './places.ts';

/** Masks and the errors of their places, at least 0. */
export interface ClassErrors<R> {
  readonly errors: Tensor<R>;
  /** 1 in the mask, 0 outside of it, 2 where a place is not there; its error is 0. */
  readonly mask: Tensor<R>;
  /** How many axes, the last ones, number the places. */
  readonly axes: number;
}

const isInside = (y: Scalar): Scalar => select(y.eq(1), 1, 0);
const inside = (e: Scalar, y: Scalar, size: Scalar): Scalar => select(y.eq(1), e.div(max(size, 1)), 0);
const exceeds = (e: Scalar, y: Scalar, other: Scalar, label: Scalar): Scalar =>
  select(y.eq(0), select(label.eq(1), max(e.sub(other), 0), 0), 0);
const above = (x: Scalar, other: Scalar): Scalar => max(other.sub(x), 0);
/** No m of the numbers sum to more, whichever is x: of theirs the m largest sum to the least of these. */
const negatedBound = (m: Scalar, x: Scalar, over: Scalar): Scalar => neg(x.mul(m.add(1)).add(over));
/** How much the step of the m largest, m counted from 0, is above that of one more; behind the last one there is none. */
const stepDown = (m: Scalar, negatedSum: Scalar, size: Scalar, places: Scalar): Scalar => {
  const sum = neg(negatedSum);
  const from = max(size, 1).add(m);
  return select(m.add(1.5).lt(places), stepOf(sum, size, m).mul(2).div(from.add(2)), stepOf(sum, size, m));
};
const ofEmpty = (largest: Scalar, size: Scalar, places: Scalar): Scalar =>
  select(size.eq(0), select(places.eq(0), 0, largest), 0);

/**
 * The Lovasz extension of the Jaccard loss at these errors. As of lovasz_hinge it is the mean error in the mask and, for
 * the place outside that is the k-th from the top, a step times what its error exceeds those in the mask by. But errors
 * are computed, and equal ones are not equal to the last digit: nothing may depend on their order. The steps fall, so
 * the sum is one over the m largest, for each m, times how much the step falls behind them; and the m largest of
 * numbers x sum to the least, over the j, of m x[j] + sum of max(x[i] - x[j], 0). All of it is continuous.
 */
function lossOf<R>({ errors, mask, axes }: ClassErrors<R>): Tensor<R> {
  const places = lastAxes(axes);
  const size = map(isInside, mask).sumKeep(...places);
  const count = errors.count(...places);
  const pairs = [down(errors, axes), down(mask, axes), across(errors, axes), across(mask, axes)] as const;
  const x = map(exceeds, ...pairs).sum(...places);
  const over = map(above, down(x, axes), across(x, axes)).sum(...places);
  const m = numbered(errors, axes);
  const negatedSums = map(negatedBound, down(m, axes), across(x, axes), across(over, axes)).max(...places);
  const outside = map(stepDown, m, negatedSums, size, count);
  const largest = map(ofEmpty, errors.max(...places), size.reshape(errors.shape.slice(0, -axes)), count);
  return map(inside, errors, mask, size)
    .add(outside)
    .sum(...places)
    .add(largest);
}

type Slope = (y: Scalar, size: Scalar, p: Scalar, n: Scalar) => Scalar;
const slope: Slope = (y, size, p, n) => select(y.eq(2), 0, weightOf(y, size, p, n));

/** Nothing, as far as numbers near 1 whose difference is taken are not rounded. */
const lost = (size: Scalar): Scalar => {
  const left = size.div(size.add(1));
  return oneMinus(left).sub(oneMinus(left));
};
const roundedSlope: Slope = (y, size, p, n) => select(y.eq(2), 0, weightOf(y, size, p, n).add(lost(size)));
const roundedTerm = (e: Scalar, size: Scalar): Scalar => e.mul(lost(size));

/** Nothing, with this derivative. */
const movedBy =
  (slopeOf: Slope) =>
  (e: Scalar, held: Scalar, ...rest: Parameters<Slope>): Scalar =>
    ifFinite(e.sub(held)).mul(slopeOf(...rest));
const [moved, movedByRounded] = [movedBy(slope), movedBy(roundedSlope)];
const asTheyAre = orOtherWay((e) => e);

/** The loss of each mask. Its derivative has any order that the errors leave open. */
export function extension<R>({ errors, mask, axes }: ClassErrors<R>): Tensor<R> {
  return extend({ errors, mask, axes }, moved, lossOf);
}

/** The same as it is usually computed, in order, each error times a difference of two Jaccard losses. */
export function extensionByDifferences<R>(given: ClassErrors<R>): Tensor<R> {
  return extend(given, movedByRounded, (held) => {
    const places = lastAxes(held.axes);
    const size = map(isInside, held.mask).sumKeep(...places);
    return lossOf(held).add(map(roundedTerm, held.errors, size).sum(...places));
  });
}

function extend<R>(
  { errors, mask, axes }: ClassErrors<R>,
  by: ReturnType<typeof movedBy>,
  value: (held: ClassErrors<R>) => Tensor<R>,
): Tensor<R> {
  const held = errors.hold();
  const places = lastAxes(axes);
  const size = map(isInside, mask).sumKeep(...places);
  const slopes = map(by, errors, held, mask, size, ...beyond(held, mask, asTheyAre, axes));
  return value({ errors: held, mask, axes }).add(slopes.sum(...places));
}
