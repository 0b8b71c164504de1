import { neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { type BceKernel, bce, ofPublishedBce } from '../classification/bce-terms.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { twoMeans } from './two-means.ts';

/** log sigmoid(z) of real logits and log(1 - sigmoid(z)) of fake ones, with binary cross-entropy in this form. */
const by = (term: BceKernel) => {
  const logarithm =
    (label: 0 | 1) =>
    (z: Scalar, held: Scalar): Scalar =>
      neg(term(z, z.trace.lift(label), z.trace.lift(1), held));
  const [ofReal, ofFake] = [logarithm(1), logarithm(0)];
  return <R>({ real, fake }: Operands<R, 'real' | 'fake'>, settings: Settings): Tensor<R> =>
    twoMeans(map(ofReal, real, real.hold()), map(ofFake, fake, fake.hold()), settings);
};

/** E log D(x) + E log(1 - D(G(z))), D the sigmoid of a logit. */
export const ganMinimax = defineReference('gan_minimax', by(bce), ofPublishedBce(by));
