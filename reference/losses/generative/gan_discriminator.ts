import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { type BceKernel, bce, ofPublishedBce } from '../classification/bce-terms.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { twoMeans } from './two-means.ts';

type Discriminated<R> = Operands<R, 'real' | 'fake' | 'real_label'>;

/** The discriminator's loss with binary cross-entropy in this form. */
const discriminator = (term: BceKernel) => {
  const accepted = (z: Scalar, y: Scalar, held: Scalar): Scalar => term(z, y, z.trace.lift(1), held);
  const refused = (z: Scalar, held: Scalar): Scalar => term(z, z.trace.lift(0), z.trace.lift(1), held);
  return <R>({ real, fake, real_label }: Discriminated<R>, settings: Settings): Tensor<R> =>
    twoMeans(map(accepted, real, real_label, real.hold()), map(refused, fake, fake.hold()), settings);
};

/** Binary cross-entropy of real logits with their label, and of fake ones with 0. */
export const ganDiscriminator = defineReference('gan_discriminator', discriminator(bce), ofPublishedBce(discriminator));
