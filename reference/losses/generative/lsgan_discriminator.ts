import { square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { twoMeans } from './two-means.ts';

const miss = (score: Scalar, target: Scalar): Scalar => square(score.sub(target));

function strict<R>(
  { real, fake, real_target, fake_target }: Operands<R, 'real' | 'fake' | 'real_target' | 'fake_target'>,
  settings: Settings,
): Tensor<R> {
  return twoMeans(map(miss, real, real_target), map(miss, fake, fake_target), {
    ...settings,
    averaged: settings.halved,
  });
}

/** Half the mean squared distances of real scores from b and of fake ones from a. */
export const lsganDiscriminator = defineReference('lsgan_discriminator', strict);
