import { max, oneMinus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { twoMeans } from './two-means.ts';

const accepted = (x: Scalar): Scalar => max(oneMinus(x), 0);
const refused = (x: Scalar): Scalar => max(x.add(1), 0);

function strict<R>({ real, fake }: Operands<R, 'real' | 'fake'>, settings: Settings): Tensor<R> {
  return twoMeans(map(accepted, real), map(refused, fake), settings);
}

/** What real scores lack to 1, and what fake ones have above -1. */
export const hingeGanDiscriminator = defineReference('hinge_gan_discriminator', strict);
