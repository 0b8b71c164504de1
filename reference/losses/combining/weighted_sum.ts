import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const itself = (loss: Scalar): Scalar => loss;

function strict<R>({ loss, weight }: Operands<R, 'loss', 'weight'>, settings: Settings): Tensor<R> {
  return reduceElements(itself, [loss], weight, settings);
}

/** The losses of several tasks, each times its weight. */
export const weightedSum = defineReference('weighted_sum', strict);
