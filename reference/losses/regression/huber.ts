import { abs, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const term = (p: Scalar, t: Scalar, delta: Scalar): Scalar => {
  const e = abs(p.sub(t));
  return select(e.le(delta), square(e).mul(0.5), delta.mul(e.sub(delta.mul(0.5))));
};

function strict<R>(
  { prediction, target, delta, weight }: Operands<R, 'prediction' | 'target' | 'delta', 'weight'>,
  settings: Settings,
): Tensor<R> {
  return reduceElements(term, [prediction, target, delta], weight, settings);
}

/** Half the squared difference up to delta, and a straight line of slope delta beyond. */
export const huber = defineReference('huber', strict);
