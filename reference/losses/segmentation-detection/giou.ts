import { max, min, oneMinus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const term = (...x: Scalar[]): Scalar => {
  const [ax1, ay1, ax2, ay2, bx1, by1, bx2, by2, eps] = x as [
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
  ];
  const width = max(min(ax2, bx2).sub(max(ax1, bx1)), 0);
  const height = max(min(ay2, by2).sub(max(ay1, by1)), 0);
  const intersection = width.mul(height);
  const areaA = ax2.sub(ax1).mul(ay2.sub(ay1));
  const areaB = bx2.sub(bx1).mul(by2.sub(by1));
  const union = areaA.add(areaB).sub(intersection);
  const hull = max(ax2, bx2)
    .sub(min(ax1, bx1))
    .mul(max(ay2, by2).sub(min(ay1, by1)));
  return oneMinus(intersection.div(union.add(eps))).add(hull.sub(union).div(hull.add(eps)));
};

function strict<R>(
  { prediction, target, eps }: Operands<R, 'prediction' | 'target' | 'eps'>,
  settings: Settings,
): Tensor<R> {
  return reduce(map(term, ...prediction.columns(), ...target.columns(), eps), settings);
}

const sideOf = (from: Scalar, to: Scalar): Scalar => to.sub(from);
const larger = (a: Scalar, b: Scalar): Scalar => max(a, b);
const smaller = (a: Scalar, b: Scalar): Scalar => min(a, b);
const clamped = (side: Scalar): Scalar => max(side, 0);

/** The same with a tensor for each step, so that what gradients collect on several ways is rounded on its own. */
function stepByStep<R>(
  { prediction, target, eps }: Operands<R, 'prediction' | 'target' | 'eps'>,
  settings: Settings,
): Tensor<R> {
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
  const hull = span(ax1, ax2, bx1, bx2).mul(span(ay1, ay2, by1, by2));
  const iou = intersection.div(union.add(eps));
  return reduce(map(oneMinus, iou.sub(hull.sub(union).div(hull.add(eps)))), settings);
}

/** One minus intersection over union, plus the share of the enclosing box that is empty. */
export const giou = defineReference('giou', strict, { 'step by step': stepByStep });
