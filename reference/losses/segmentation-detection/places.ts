import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

// Places of a mask, two by two: the one itself down the rows, the others across. There is no sorting: what would come
// before a place is counted. The places are those of the last axis, or of the last two where those are one mask.

/** Where the other place stands: -1 before the own one, 1 behind it, 0 where it is the same. */
type Stands = Scalar;
/** 1 where the other place comes before the own one. */
export type Order = (own: Scalar, other: Scalar, stands: Stands) => Scalar;

/** By number, and of equal numbers the first place: exact for numbers that are, also where they are equal. */
export const firstOfEqual: Order = (own, other, stands) =>
  select(own.eq(other), select(stands.eq(-1), 1, 0), select(own.lt(other), 1, 0));

/** By what is made of the numbers; where that may be equal, balls have both orders. */
export const orOtherWay =
  (of: (x: Scalar) => Scalar): Order =>
  (own, other, stands) => {
    const [a, b] = [of(own), of(other)];
    const notLess = select(a.le(b), 1, 0);
    const more = select(a.lt(b), 1, 0);
    return select(stands.eq(0), 0, select(stands.eq(-1), notLess, more));
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

// Places are compared with halves between them: equal sides would be taken for a kink.
const standing = (i: Scalar, k: Scalar): Stands => select(k.add(0.5).lt(i), -1, select(i.add(0.5).lt(k), 1, 0));
const among =
  (which: number) =>
  (label: Scalar, comes: Scalar): Scalar =>
    select(label.eq(which), comes, 0);
const [inside, outside] = [among(1), among(0)];

/** By two places, whether the one across comes before the one down the rows. */
export function comesBefore<R>(t: Tensor<R>, order: Order, axes = 1): Tensor<R> {
  const places = numbered(t, axes);
  const stands = map(standing, down(places, axes), across(places, axes));
  return map(order, down(t, axes), across(t, axes), stands);
}

/** For each place, how many in the mask come before it, and how many outside of it; a label of 2 is neither. */
export function beyond<R>(t: Tensor<R>, y: Tensor<R>, order: Order, axes = 1): [Tensor<R>, Tensor<R>] {
  const comes = comesBefore(t, order, axes);
  const [label, over] = [across(y, axes), lastAxes(axes)];
  return [map(inside, label, comes).sum(...over), map(outside, label, comes).sum(...over)];
}
