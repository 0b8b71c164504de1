import { log, min, neg, oneMinus, sigmoid, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { ganMinimax } from '../../../reference/losses/generative/gan_minimax.ts';
import { twoMeans } from '../../../reference/losses/generative/two-means.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = ganMinimax.algorithms[0].text;
type Term = (z: Scalar) => Scalar;
const ofReal: Term = (z) => neg(softplus(neg(z)));
const ofFake: Term = (z) => neg(softplus(z));
/** The value with one of its parts replaced. */
const parts = (real: Term, fake: Term) =>
  text<'real' | 'fake'>((o, settings) => twoMeans(map(real, o.real), map(fake, o.fake), settings));

export const ganMinimaxMutants: Mutant[] = mutantsOf('gan_minimax', {
  'sign-flipped': ["returns the discriminator's loss, minus the value", (o, s) => right(o, s).neg()],
  'non-saturating': ['takes log D of fake data, as the non-saturating generator does', parts(ofReal, ofReal)],
  'real-and-fake-exchanged': ['exchanges real and fake', parts(ofFake, ofReal)],
  'real-part-dropped': ['leaves the real part out, as the generator may', parts((z) => z.mul(0), ofFake)],
  'logarithm-of-the-probability': [
    'computes log(1 - sigmoid(z)), which is -infinity for sure logits',
    parts(ofReal, (z) => log(oneMinus(sigmoid(z)))),
  ],
  'asymmetric-form': [
    'computes log(1 - D) as log D - z, which cancels',
    parts(ofReal, (z) => neg(softplus(neg(z))).sub(z)),
  ],
  'epsilon-in-the-log': [
    'adds 1e-8 inside the logarithms',
    parts(
      (z) => log(sigmoid(z).add(1e-8)),
      (z) => log(sigmoid(neg(z)).add(1e-8)),
    ),
  ],
  'clipped-at-0-from-above': ['cuts the value off at -1e-8', parts((z) => min(ofReal(z), -1e-8), ofFake)],
  averaged: ['averages the two expectations', (o, s) => right(o, s).mul(0.5)],
  'expectations-added-up': [
    'adds over the batch of fake data instead of averaging',
    text<'real' | 'fake'>(({ real, fake }, settings) => {
      const grown = map(ofFake, fake).mul(fake.count(-1));
      return twoMeans(map(ofReal, real), grown, settings);
    }),
  ],
  'fake-gradient-negated': [
    'gives the generator the gradient of the discriminator',
    { corrupt: scaledGradient('fake', -1) },
  ],
});
