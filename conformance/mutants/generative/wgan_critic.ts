import { abs, sigmoid } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { twoMeans } from '../../../reference/losses/generative/two-means.ts';
import { wganCritic } from '../../../reference/losses/generative/wgan_critic.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = wganCritic.algorithms[0].text;
type Names = 'real' | 'fake';
const difference = (real: Scalar, fake: Scalar): Scalar => fake.sub(real);
const together = (combine: (real: Scalar, fake: Scalar) => Scalar) =>
  text<Names>(({ real, fake }, settings) => twoMeans(real, fake, settings, combine));
const total = <R>({ real, fake }: Readonly<Record<string, Tensor<R>>>) => fake!.sum(-1).sub(real!.sum(-1));

export const wganCriticMutants: Mutant[] = mutantsOf('wgan_critic', {
  'sign-flipped': ['maximises where it should minimise: mean(real) - mean(fake)', (o, s) => right(o, s).neg()],
  magnitude: ['takes the magnitude, so that the loss is not negative', together((r, f) => abs(f.sub(r)))],
  'real-added': ['adds the real mean', together((r, f) => f.add(r))],
  'real-part-dropped': ['leaves the real part out', together((r, f) => f.add(r.mul(0)))],
  averaged: ['averages the two parts', together((r, f) => difference(r, f).mul(0.5))],
  'sum-over-the-batch': ['adds over the batches instead of averaging', (o, s) => reduce(total(o), s)],
  'one-mean-over-both': [
    'divides both sums by the size of both batches together',
    (o, s) =>
      reduce(
        total(o)
          .div(o.real!.count(-1).add(o.fake!.count(-1)))
          .mul(2),
        s,
      ),
  ],
  'divided-by-the-real-batch': [
    'divides both sums by the number of real data',
    (o, s) => reduce(total(o).div(o.real!.count(-1)), s),
  ],
  'sigmoid-in-front': [
    'takes the sigmoid of the scores first',
    text<Names>(({ real, fake }, settings) => twoMeans(map(sigmoid, real), map(sigmoid, fake), settings, difference)),
  ],
  'drift-added': [
    'adds 0.001 times the mean square of real scores',
    text<Names>(({ real, fake }, settings) => {
      const drifting = real.sub(real.square().mul(0.001));
      return twoMeans(drifting, fake, settings, difference);
    }),
  ],
  'fake-gradient-dropped': ['treats fake scores as constant', { corrupt: scaledGradient('fake', 0) }],
  'real-gradient-negated': ['gives real scores a gradient of the wrong sign', { corrupt: scaledGradient('real', -1) }],
});
