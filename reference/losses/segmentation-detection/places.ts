import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

// Places of a mask, two by two: the one itself down the rows, the others across. There is no sorting: what would come
// before a place is counted. The places are those of the last axis, or of the last two where those are one mask.

/** 1 where the other place, k, comes before the own one, i. */
export type Order = (own: Scalar, other: Scalar, i: Scalar, k: Scalar) => Scalar;

// Places are compared with halves between them: equal sides would be taken for a kink.
const isBefore = (k: Scalar, i: Scalar): Scalar => select(k.add(0.5).lt(i), 1, 0);

/** By number, and of equal numbers the first place: exact for numbers that are, also where they are equal. */
export const firstOfEqual: Order = (own, other, i, k) =>
  select(own.eq(other), isBefore(k, i), select(own.lt(other), 1, 0));

/** By what is made of the numbers; where that may be equal, balls have both orders. */
export const orOtherWay =
  (of: (x: Scalar) => Scalar): Order =>
  (own, other, i, k) => {
    const [a, b] = [of(own), of(other)];
    const notLess = select(a.le(b), 1, 0);
    const more = select(a.lt(b), 1, 0);
    return select(k.eq(i), 0, select(isBefore(k, i).eq(1), notLess, more));
  };

const ones = (axes: number): number[] => Array.from({ length: axes }, () => 1);
/** The last axes, by their numbers from the end. */
export const lastAxes = (axes: number): number[] => Array.from({ length: axes }, (_, i) => i - axes);

/** As a column, to be compared with a row. */
export const down = <R>(x: Tensor<R>, axes = 1): Tensor<R> => x.reshape([...x.shape, ...ones(axes)]);
/** As a row, to be compared with a column. */
export function across<R>(x: Tensor<R>, axes = 1): Tensor<R> {
  const lead = x.shape.length - axes;
  return x.reshape([...x.shape.slice(0, lead), ...ones(axes), ...x.shape.slice(lead)]);
}

/** The numbers of the places, from 0. */
export function numbered<R>(x: Tensor<R>, axes = 1): Tensor<R> {
  const last = x.indices();
  return axes === 1 ? last : x.moveAxis(-2, -1).indices().column().mul(x.count(-1)).add(last);
}

type Count = (own: Scalar, other: Scalar, label: Scalar, i: Scalar, k: Scalar) => Scalar;
const counts = new WeakMap<Order, readonly [Count, Count]>();
/** Kernels are constants, so that they are traced once. */
function countsOf(order: Order): readonly [Count, Count] {
  const known = counts.get(order);
  if (known) return known;
  const among =
    (which: number): Count =>
    (own, other, label, i, k) =>
      select(label.eq(which), order(own, other, i, k), 0);
  const made = [among(1), among(0)] as const;
  counts.set(order, made);
  return made;
}

/** For each place, how many in the mask come before it, and how many outside of it; a label of 2 is neither. */
export function beyond<R>(t: Tensor<R>, y: Tensor<R>, order: Order, axes = 1): [Tensor<R>, Tensor<R>] {
  const places = numbered(t, axes);
  const pairs = [down(t, axes), across(t, axes), across(y, axes), down(places, axes), across(places, axes)] as const;
  const [inside, outside] = countsOf(order);
  const over = lastAxes(axes);
  return [map(inside, ...pairs).sum(...over), map(outside, ...pairs).sum(...over)];
}
