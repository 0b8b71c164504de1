import { neg } from '../../arithmetic/kernel/functions.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

function strict<R>({ fake, weight }: Operands<R, 'fake', 'weight'>, settings: Settings): Tensor<R> {
  return reduceElements(neg, [fake], weight, settings);
}

/** Minus the critic's score. */
export const wganGenerator = defineReference('wgan_generator', strict);
