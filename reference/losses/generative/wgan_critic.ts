import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { twoMeans } from './two-means.ts';

const fakeMinusReal = (real: Scalar, fake: Scalar): Scalar => fake.sub(real);

function strict<R>({ real, fake }: Operands<R, 'real' | 'fake'>, settings: Settings): Tensor<R> {
  return twoMeans(real, fake, settings, fakeMinusReal);
}

/** The mean score of fake data minus that of real data. */
export const wganCritic = defineReference('wgan_critic', strict);
