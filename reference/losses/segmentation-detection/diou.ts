import { oneMinus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { boxesStepByStep, centresOf, overlapOf } from './boxes.ts';

type DiouOperands<R> = Operands<R, 'prediction' | 'target' | 'eps'>;

/** 1 - IoU, and the squared distance over the squared diagonal: arguments are the columns of both boxes and eps. */
export const distanceIou = (...x: Scalar[]): Scalar => {
  const eps = x[8]!;
  const { intersection, apart } = overlapOf(x);
  const { distance, diagonal } = centresOf(x);
  return apart
    .add(eps)
    .div(intersection.add(apart).add(eps))
    .add(distance.div(diagonal.add(eps)));
};

function strict<R>({ prediction, target, eps }: DiouOperands<R>, settings: Settings): Tensor<R> {
  return reduce(map(distanceIou, ...prediction.columns(), ...target.columns(), eps), settings);
}

/** 1 - IoU + the share of the distance, item by item, with a tensor for each step. */
export function distanceIouStepByStep<R>({ prediction, target, eps }: DiouOperands<R>): Tensor<R> {
  const { intersection, union, hull } = boxesStepByStep(prediction, target);
  const diagonal = hull[0].square().add(hull[1].square());
  const [a, b] = [prediction.columns(), target.columns()];
  const [x, y] = [0, 1].map((k) => map(betweenMiddles, a[k]!, a[k + 2]!, b[k]!, b[k + 2]!)) as [Tensor<R>, Tensor<R>];
  const distance = x.square().add(y.square());
  return map(oneMinus, intersection.div(union.add(eps))).add(distance.div(diagonal.add(eps)));
}
const betweenMiddles = (a1: Scalar, a2: Scalar, b1: Scalar, b2: Scalar): Scalar =>
  a1.add(a2).mul(0.5).sub(b1.add(b2).mul(0.5));

/** The share of the area that only one of the boxes covers, and how far their centres are apart. */
export const diou = defineReference('diou', strict, {
  'step by step': <R>(operands: DiouOperands<R>, settings: Settings): Tensor<R> =>
    reduce(distanceIouStepByStep(operands), settings),
});
