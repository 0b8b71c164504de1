import { neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { type BceKernel, bce, ofPublishedBce } from '../classification/bce-terms.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

const by = (term: BceKernel) => {
  const nonSaturating = (z: Scalar, held: Scalar): Scalar => term(z, z.trace.lift(1), z.trace.lift(1), held);
  const saturating = (z: Scalar, held: Scalar): Scalar => neg(term(z, z.trace.lift(0), z.trace.lift(1), held));
  return <R>({ fake, weight }: Operands<R, 'fake', 'weight'>, settings: Settings): Tensor<R> =>
    reduceElements(settings.form === 'saturating' ? saturating : nonSaturating, [fake, fake.hold()], weight, settings);
};

/** -log D(G(z)), or log(1 - D(G(z))), D the sigmoid of a logit. */
export const ganGenerator = defineReference('gan_generator', by(bce), ofPublishedBce(by));
