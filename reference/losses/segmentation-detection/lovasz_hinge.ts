import { ifFinite, max, neg, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type LossText, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { growth, stepOf, weightOf } from './jaccard-growth.ts';
import { across, beyond, firstOfEqual, type Order, orOtherWay } from './places.ts';

// The hinge error of a place is max(0, 1 + t), t the logit with the sign that the label makes wrong. No logit is rounded
// before it is compared.
const wrongness = (z: Scalar, y: Scalar): Scalar => select(y.eq(1), neg(z), z);
const hinge = (t: Scalar): Scalar => max(t.add(1), 0);

/**
 * With G places in the mask, a place in it adds 1 / (G + n) of its error, n the places outside with larger ones. That is
 * 1 / G less a step for each of the n. So the loss is the mean error in the mask, and, for each place outside, a step
 * times what its error exceeds each of those in the mask by: no term is negative, and every term is continuous.
 */
const share = (t: Scalar, y: Scalar, size: Scalar): Scalar => select(y.eq(1), hinge(t).div(max(size, 1)), 0);
const excess = (t: Scalar, y: Scalar, inside: Scalar, label: Scalar, size: Scalar, n: Scalar): Scalar => {
  // Of two infinite errors nobody knows the difference; that the loss is infinite, the share says.
  const apart = select(inside.eq(Infinity), 0, t.sub(max(inside, -1)));
  const more = stepOf(max(apart, 0), size, n);
  return select(y.eq(0), select(label.eq(1), more, 0), 0);
};
/** Of an empty mask any mistake costs all: the largest error. */
const largest = (t: Scalar, size: Scalar, n: Scalar): Scalar => select(size.eq(0), select(n.eq(0), hinge(t), 0), 0);

const towards = (y: Scalar, weight: Scalar): Scalar => select(y.eq(1), neg(weight), weight);

const term = (t: Scalar, y: Scalar, size: Scalar, p: Scalar, n: Scalar): Scalar => hinge(t).mul(growth(y, size, p, n));

/** A place, and what comes before it, in the order that the value has and in any that its error leaves open. */
type Slope = (
  t: Scalar,
  y: Scalar,
  size: Scalar,
  ...before: [p: Scalar, n: Scalar, mayP: Scalar, mayN: Scalar]
) => Scalar;
const slope: Slope = (t, y, size, _p, _n, mayP, mayN) => select(t.le(-1), 0, towards(y, weightOf(y, size, mayP, mayN)));
/** With what the difference is off by: taken of counts that are open, it would be open by far more than they are. */
const slopeByGrowth: Slope = (t, y, size, p, n, mayP, mayN) => {
  const lost = growth(y, size, p, n).sub(weightOf(y, size, p, n));
  return select(t.add(1).le(0), 0, towards(y, weightOf(y, size, mayP, mayN).add(lost)));
};
/** Nothing, with this derivative. */
const movedBy =
  (slopeOf: Slope) =>
  (z: Scalar, held: Scalar, ...rest: Parameters<Slope>): Scalar =>
    ifFinite(z.sub(held)).mul(slopeOf(...rest));

type LovaszOperands<R> = Operands<R, 'logits' | 'target'>;
interface Mask<R> {
  /** How wrong each place is, and its label. */
  readonly t: Tensor<R>;
  readonly y: Tensor<R>;
  /** How many places are in the mask. */
  readonly size: Tensor<R>;
  /** How many in the mask come before each place, and how many outside of it. */
  readonly p: Tensor<R>;
  readonly n: Tensor<R>;
}

/**
 * The order of equal errors changes no value, so the value is that of one order, which exact logits decide. The derivative
 * jumps there, and has any order that the errors leave open.
 */
function by(lossOf: <R>(mask: Mask<R>) => Tensor<R>, slopeOf: Slope, order: Order): LossText<'logits' | 'target'> {
  const moved = movedBy(slopeOf);
  return <R>({ logits, target: y }: LovaszOperands<R>, settings: Settings): Tensor<R> => {
    const held = logits.hold();
    const [t, size] = [map(wrongness, held, y), y.sumKeep(-1)];
    const [p, n] = beyond(t, y, firstOfEqual);
    const slopes = map(moved, logits, held, t, y, size, p, n, ...beyond(t, y, order));
    return reduce(lossOf({ t, y, size, p, n }).add(slopes.sum(-1)), settings);
  };
}

function inExcess<R>({ t, y, size, n }: Mask<R>): Tensor<R> {
  const pairs = map(excess, t.column(), y.column(), across(t), across(y), size.column(), n.column());
  return map(share, t, y, size)
    .add(map(largest, t, size, n))
    .add(pairs.sum(-1))
    .sum(-1);
}
const inOrder = <R>({ t, y, size, p, n }: Mask<R>): Tensor<R> => map(term, t, y, size, p, n).sum(-1);

const asTheyAre = orOtherWay((t) => t);
const asErrors = orOtherWay((t) => t.add(1));

/** The Lovasz extension of the Jaccard loss, at the hinge errors of the places of a mask. */
export const lovaszHinge = defineReference('lovasz_hinge', by(inExcess, slope, asTheyAre), {
  'errors in order, times the growth of the Jaccard loss': by(inOrder, slopeByGrowth, asErrors),
});
