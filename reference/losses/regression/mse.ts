import { square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const term = (p: Scalar, t: Scalar): Scalar => square(p.sub(t));

function strict<R>(
  { prediction, target, weight }: Operands<R, 'prediction' | 'target', 'weight'>,
  settings: Settings,
): Tensor<R> {
  return reduceElements(term, [prediction, target], weight, settings);
}

/** The squared difference. */
export const mse = defineReference('mse', strict);
