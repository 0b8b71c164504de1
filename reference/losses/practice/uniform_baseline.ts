import { log } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const baseline = (mass: Scalar, classes: Scalar): Scalar => mass.mul(log(classes));

function strict<R>({ target }: Operands<R, 'target'>, settings: Settings): Tensor<R> {
  return reduce(map(baseline, target.sum(-1), target.count(-1)), settings);
}

/** The logarithm of the number of classes. */
export const uniformBaseline = defineReference('uniform_baseline', strict);
