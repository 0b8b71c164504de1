import { square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const miss = (score: Scalar, target: Scalar): Scalar => square(score.sub(target));
const half = (score: Scalar, target: Scalar): Scalar => miss(score, target).mul(0.5);

function strict<R>({ fake, target, weight }: Operands<R, 'fake' | 'target', 'weight'>, settings: Settings): Tensor<R> {
  return reduceElements(settings.halved ? half : miss, [fake, target], weight, settings);
}

/** Half the squared distance of the score from c. */
export const lsganGenerator = defineReference('lsgan_generator', strict);
