import { max, min, oneMinus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { boxesStepByStep } from './boxes.ts';

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

/** The same with a tensor for each step. */
function stepByStep<R>(
  { prediction, target, eps }: Operands<R, 'prediction' | 'target' | 'eps'>,
  settings: Settings,
): Tensor<R> {
  const { intersection, union, hull: sides } = boxesStepByStep(prediction, target);
  const hull = sides[0].mul(sides[1]);
  const iou = intersection.div(union.add(eps));
  return reduce(map(oneMinus, iou.sub(hull.sub(union).div(hull.add(eps)))), settings);
}

/** One minus intersection over union, plus the share of the enclosing box that is empty. */
export const giou = defineReference('giou', strict, { 'step by step': stepByStep });
