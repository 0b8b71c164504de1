import { oneMinus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { boxesStepByStep, overlapOf } from './boxes.ts';

type IouOperands<R> = Operands<R, 'prediction' | 'target' | 'eps'>;

const term = (...x: Scalar[]): Scalar => {
  const eps = x[8]!;
  const { intersection, apart } = overlapOf(x);
  return apart.add(eps).div(intersection.add(apart).add(eps));
};

function strict<R>({ prediction, target, eps }: IouOperands<R>, settings: Settings): Tensor<R> {
  return reduce(map(term, ...prediction.columns(), ...target.columns(), eps), settings);
}

function stepByStep<R>({ prediction, target, eps }: IouOperands<R>, settings: Settings): Tensor<R> {
  const { intersection, union } = boxesStepByStep(prediction, target);
  return reduce(map(oneMinus, intersection.div(union.add(eps))), settings);
}

/** The area that only one of the boxes covers, over the area that they cover together. */
export const iou = defineReference('iou', strict, { 'one minus the ratio': stepByStep });
