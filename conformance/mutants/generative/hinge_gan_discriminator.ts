import { max, min, neg, oneMinus, softplus, square, tanh } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { hingeGanDiscriminator } from '../../../reference/losses/generative/hinge_gan_discriminator.ts';
import { twoMeans } from '../../../reference/losses/generative/two-means.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = hingeGanDiscriminator.algorithms[0].text;
type Term = (x: Scalar) => Scalar;
const accepted: Term = (x) => max(oneMinus(x), 0);
const refused: Term = (x) => max(x.add(1), 0);
const parts = (ofReal: Term, ofFake: Term) =>
  text<'real' | 'fake'>(({ real, fake }, settings) => twoMeans(map(ofReal, real), map(ofFake, fake), settings));

export const hingeGanDiscriminatorMutants: Mutant[] = mutantsOf('hinge_gan_discriminator', {
  'averaged-always': ['averages the two parts', (o, s) => right(o, { ...s, averaged: true })],
  'averaged-never': ['adds the two parts where their mean is asked for', (o, s) => right(o, { ...s, averaged: false })],
  'real-and-fake-exchanged': ['exchanges real and fake', parts(refused, accepted)],
  'signs-of-both-margins': [
    'takes max(0, 1 + real) and max(0, 1 - fake)',
    parts(
      (x) => refused(x),
      (x) => accepted(x),
    ),
  ],
  'margin-0': [
    'forgets the margin, as a perceptron does',
    parts(
      (x) => max(neg(x), 0),
      (x) => max(x, 0),
    ),
  ],
  'no-hinge': [
    'does not cut off at 0',
    parts(
      (x) => oneMinus(x),
      (x) => x.add(1),
    ),
  ],
  'min-for-max': [
    'cuts off above 0',
    parts(
      (x) => min(oneMinus(x), 0),
      (x) => min(x.add(1), 0),
    ),
  ],
  'negative-of-the-papers': [
    'returns what the papers maximise',
    parts(
      (x) => min(x.sub(1), 0),
      (x) => min(neg(x).sub(1), 0),
    ),
  ],
  'squared-hinge': [
    'squares the hinge',
    parts(
      (x) => square(accepted(x)),
      (x) => square(refused(x)),
    ),
  ],
  'soft-hinge': [
    'uses a softplus for the hinge',
    parts(
      (x) => softplus(oneMinus(x)),
      (x) => softplus(x.add(1)),
    ),
  ],
  'tanh-in-front': [
    'takes the hyperbolic tangent of the scores first',
    parts(
      (x) => accepted(tanh(x)),
      (x) => refused(tanh(x)),
    ),
  ],
  'hinge-after-the-mean': [
    'cuts the means off instead of the scores',
    text<'real' | 'fake'>(({ real, fake }, settings) =>
      twoMeans(real, fake, settings, (r, f) =>
        accepted(r!)
          .add(refused(f!))
          .mul(settings.averaged ? 0.5 : 1),
      ),
    ),
  ],
  'one-mean-over-both': [
    'averages over real and fake data together',
    (o, s) => {
      const joined = concat(-1, map(accepted, o.real!), map(refused, o.fake!));
      return reduce(
        joined
          .sum(-1)
          .div(joined.count(-1))
          .mul(s.averaged ? 1 : 2),
        s,
      );
    },
  ],
  'fake-gradient-dropped': ['treats fake scores as constant', { corrupt: scaledGradient('fake', 0) }],
  'margin-in-the-gradient': ['lets scores beyond the margin move, too', { corrupt: scaledGradient('real', 1.5) }],
});
