import { exp, log, max, neg, oneMinus, sigmoid, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { ganDiscriminator } from '../../../reference/losses/generative/gan_discriminator.ts';
import { twoMeans } from '../../../reference/losses/generative/two-means.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = ganDiscriminator.algorithms[0].text;
type Names = 'real' | 'fake' | 'real_label';
const accepted = (z: Scalar, y: Scalar): Scalar => y.mul(softplus(neg(z))).add(oneMinus(y).mul(softplus(z)));
const refused = (z: Scalar): Scalar => softplus(z);
/** The loss with one of its parts replaced. */
const parts = (ofReal: typeof accepted, ofFake: typeof refused) =>
  text<Names>(({ real, fake, real_label }, settings) =>
    twoMeans(map(ofReal, real, real_label), map(ofFake, fake), settings),
  );
const terms = <R>(o: Readonly<Record<string, Tensor<R>>>) => ({
  real: map(accepted, o.real!, o.real_label!),
  fake: map(refused, o.fake!),
});

export const ganDiscriminatorMutants: Mutant[] = mutantsOf('gan_discriminator', {
  'one-mean-over-both': [
    'averages over real and fake data together',
    (o, s) => {
      const { real, fake } = terms(o);
      const joined = concat(-1, real, fake);
      return reduce(
        joined
          .sum(-1)
          .div(joined.count(-1))
          .mul(s.averaged ? 1 : 2),
        s,
      );
    },
  ],
  'sum-over-the-batch': [
    'adds over the batches instead of averaging',
    (o, s) => {
      const { real, fake } = terms(o);
      return reduce(
        real
          .sum(-1)
          .add(fake.sum(-1))
          .mul(s.averaged ? 0.5 : 1),
        s,
      );
    },
  ],
  'averaged-always': ['averages the two parts', (o, s) => right(o, { ...s, averaged: true })],
  'averaged-never': ['adds the two parts where their mean is asked for', (o, s) => right(o, { ...s, averaged: false })],
  'labels-exchanged': [
    'labels real data 0 and fake data 1',
    parts(
      (z, y) => accepted(neg(z), y),
      (z) => softplus(neg(z)),
    ),
  ],
  'fake-labelled-real': ['labels fake data 1, as the generator does', parts(accepted, (z) => softplus(neg(z)))],
  'smoothing-ignored': ['ignores the label of real data', parts((z) => softplus(neg(z)), refused)],
  'smoothed-on-both-sides': [
    'smooths the label of fake data, too',
    text<Names>(({ real, fake, real_label }, settings) => {
      const smoothed = (z: Scalar, y: Scalar): Scalar => accepted(neg(z), y);
      return twoMeans(map(accepted, real, real_label), map(smoothed, fake, real_label), settings);
    }),
  ],
  'logarithm-of-the-probability': [
    'computes log(1 - sigmoid(z)), which is infinite for sure logits',
    parts(accepted, (z) => neg(log(oneMinus(sigmoid(z))))),
  ],
  'epsilon-in-the-log': [
    'adds 1e-8 inside the logarithms',
    parts(
      (z, y) => neg(y.mul(log(sigmoid(z).add(1e-8))).add(oneMinus(y).mul(log(sigmoid(neg(z)).add(1e-8))))),
      (z) => neg(log(sigmoid(neg(z)).add(1e-8))),
    ),
  ],
  'naive-softplus': ['computes log(1 + exp(z)), which overflows', parts(accepted, (z) => log(exp(z).add(1)))],
  'sigmoid-twice': [
    'takes the sigmoid of the logits before the loss',
    parts(
      (z, y) => accepted(sigmoid(z), y),
      (z) => softplus(sigmoid(z)),
    ),
  ],
  hinge: [
    'uses the hinge',
    parts(
      (z) => max(oneMinus(z), 0),
      (z) => max(z.add(1), 0),
    ),
  ],
  'fake-gradient-dropped': ['treats fake logits as constant', { corrupt: scaledGradient('fake', 0) }],
  'real-gradient-doubled': ['counts the gradient of real logits twice', { corrupt: scaledGradient('real', 2) }],
});
