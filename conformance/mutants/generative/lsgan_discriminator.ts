import { abs, max, sigmoid, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { lsganDiscriminator } from '../../../reference/losses/generative/lsgan_discriminator.ts';
import { twoMeans } from '../../../reference/losses/generative/two-means.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = lsganDiscriminator.algorithms[0].text;
type Names = 'real' | 'fake' | 'real_target' | 'fake_target';
const miss = (score: Scalar, target: Scalar): Scalar => square(score.sub(target));
const by = (term: typeof miss) =>
  text<Names>(({ real, fake, real_target, fake_target }, settings) =>
    twoMeans(map(term, real, real_target), map(term, fake, fake_target), { ...settings, averaged: settings.halved }),
  );

export const lsganDiscriminatorMutants: Mutant[] = mutantsOf('lsgan_discriminator', {
  'half-forgotten': ['forgets the factor one half', (o, s) => right(o, { ...s, halved: false })],
  'half-always': ['halves where no half is asked for', (o, s) => right(o, { ...s, halved: true })],
  'half-twice': ['halves each part and then averages them', (o, s) => (s.halved ? right(o, s).mul(0.5) : right(o, s))],
  'targets-exchanged': [
    'gives real data the target of fake data',
    (o, s) => right({ ...o, real_target: o.fake_target!, fake_target: o.real_target! }, s),
  ],
  'targets-0-and-1': [
    'ignores the targets: 1 and 0',
    (o, s) => right({ ...o, real_target: o.real!.lift(1), fake_target: o.real!.lift(0) }, s),
  ],
  'fake-target-0': ['ignores the target of fake data', (o, s) => right({ ...o, fake_target: o.fake!.lift(0) }, s)],
  'not-squared': ['takes magnitudes instead of squares', by((x, t) => abs(x.sub(t)))],
  'square-expanded': ['expands the square, which cancels', by((x, t) => square(x).sub(x.mul(t).mul(2)).add(square(t)))],
  'sigmoid-in-front': ['takes the sigmoid of the scores first', by((x, t) => miss(sigmoid(x), t))],
  'leaky-relu-in-front': ['sends the scores through a leaky ReLU first', by((x, t) => miss(max(x, x.mul(0.05)), t))],
  'one-mean-over-both': [
    'averages over real and fake data together',
    (o, s) => {
      const joined = concat(-1, map(miss, o.real!, o.real_target!), map(miss, o.fake!, o.fake_target!));
      return reduce(
        joined
          .sum(-1)
          .div(joined.count(-1))
          .mul(s.halved ? 1 : 2),
        s,
      );
    },
  ],
  'target-gradient-sign': [
    'gives the real target the gradient of the scores',
    { corrupt: scaledGradient('real_target', -1) },
  ],
  'gradient-without-the-2': ['forgets the 2 of the derivative of a square', { corrupt: scaledGradient('fake', 0.5) }],
});
