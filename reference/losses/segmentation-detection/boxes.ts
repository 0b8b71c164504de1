import { max, min, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

/** The interval that one side of a box spans. */
export interface Side {
  readonly from: Scalar;
  readonly to: Scalar;
}
/** What two intervals have in common, and what each has alone. */
interface Shared {
  readonly both: Scalar;
  readonly first: Scalar;
  readonly second: Scalar;
}

/** Lengths whose every difference is one of two given numbers: each is relatively accurate. */
function shared(a: Side, b: Side): Shared {
  const [low, high] = [max(a.from, b.from), min(a.to, b.to)];
  const both = high.sub(low);
  const alone = ({ from, to }: Side): Scalar => select(both.gt(0), low.sub(from).add(to.sub(high)), to.sub(from));
  return { both: max(both, 0), first: alone(a), second: alone(b) };
}

/** The two boxes of a kernel whose first eight arguments are their columns, side by side: x, then y. */
export function sidesOf(columns: readonly Scalar[]): {
  readonly a: readonly [Side, Side];
  readonly b: readonly [Side, Side];
} {
  const side = (k: number): Side => ({ from: columns[k]!, to: columns[k + 2]! });
  return { a: [side(0), side(1)], b: [side(4), side(5)] };
}
export const lengthOf = ({ from, to }: Side): Scalar => to.sub(from);

/** The area that both boxes cover, and the area that only one of them does: nothing is subtracted from areas. */
export function overlapOf(columns: readonly Scalar[]): { readonly intersection: Scalar; readonly apart: Scalar } {
  const { a, b } = sidesOf(columns);
  const [x, y] = [shared(a[0], b[0]), shared(a[1], b[1])];
  const beside = (own: Scalar, height: Scalar, above: Scalar): Scalar => own.mul(height).add(x.both.mul(above));
  const apart = beside(x.first, lengthOf(a[1]), y.first).add(beside(x.second, lengthOf(b[1]), y.second));
  return { intersection: x.both.mul(y.both), apart };
}

const sideOf = (from: Scalar, to: Scalar): Scalar => to.sub(from);
const larger = (a: Scalar, b: Scalar): Scalar => max(a, b);
const smaller = (a: Scalar, b: Scalar): Scalar => min(a, b);
const clamped = (side: Scalar): Scalar => max(side, 0);

/**
 * Intersection, union and the sides of the enclosing box of [N, 4] boxes, with a tensor for each step, so that what
 * gradients collect on several ways is rounded on its own.
 */
export function boxesStepByStep<R>(
  prediction: Tensor<R>,
  target: Tensor<R>,
): { intersection: Tensor<R>; union: Tensor<R>; hull: readonly [Tensor<R>, Tensor<R>] } {
  const [ax1, ay1, ax2, ay2] = prediction.columns() as [Tensor<R>, Tensor<R>, Tensor<R>, Tensor<R>];
  const [bx1, by1, bx2, by2] = target.columns() as [Tensor<R>, Tensor<R>, Tensor<R>, Tensor<R>];
  const overlap = (a1: Tensor<R>, a2: Tensor<R>, b1: Tensor<R>, b2: Tensor<R>): Tensor<R> =>
    map(clamped, map(sideOf, map(larger, a1, b1), map(smaller, a2, b2)));
  const span = (a1: Tensor<R>, a2: Tensor<R>, b1: Tensor<R>, b2: Tensor<R>): Tensor<R> =>
    map(sideOf, map(smaller, a1, b1), map(larger, a2, b2));
  const area = (x1: Tensor<R>, y1: Tensor<R>, x2: Tensor<R>, y2: Tensor<R>): Tensor<R> =>
    map(sideOf, x1, x2).mul(map(sideOf, y1, y2));
  const intersection = overlap(ax1, ax2, bx1, bx2).mul(overlap(ay1, ay2, by1, by2));
  const union = area(ax1, ay1, ax2, ay2)
    .add(area(bx1, by1, bx2, by2))
    .sub(intersection);
  return { intersection, union, hull: [span(ax1, ax2, bx1, bx2), span(ay1, ay2, by1, by2)] };
}

/** The squared distance of the centres and the squared diagonal of the enclosing box. */
export function centresOf(columns: readonly Scalar[]): { readonly distance: Scalar; readonly diagonal: Scalar } {
  const { a, b } = sidesOf(columns);
  const apart = (k: 0 | 1): Scalar => a[k].from.sub(b[k].from).add(a[k].to.sub(b[k].to)).mul(0.5);
  const span = (k: 0 | 1): Scalar => max(a[k].to, b[k].to).sub(min(a[k].from, b[k].from));
  return {
    distance: square(apart(0)).add(square(apart(1))),
    diagonal: square(span(0)).add(square(span(1))),
  };
}
