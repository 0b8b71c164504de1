import { defineReference } from '../loss-reference.ts';
import { wganGenerator } from './wgan_generator.ts';

/** Minus the discriminator's score, which is a Wasserstein generator's loss: the hinge is in the discriminator's alone. */
export const hingeGanGenerator = defineReference('hinge_gan_generator', wganGenerator.algorithms[0].text);
