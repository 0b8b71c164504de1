import { exp, log, max, min, neg, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { gaussianKl } from '../../../reference/losses/generative/gaussian_kl.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = gaussianKl.algorithms[0].text;
const term = (m: Scalar, v: Scalar): Scalar => exp(v).add(square(m)).sub(1).sub(v).mul(0.5);
const kl = (each: typeof term, latent?: 'sum' | 'mean') =>
  text<'mean' | 'log_variance'>(({ mean, log_variance }, settings) => {
    const terms = map(each, mean, log_variance);
    return reduce((latent ?? settings.latent) === 'mean' ? terms.mean(-1) : terms.sum(-1), settings);
  });

export const gaussianKlMutants: Mutant[] = mutantsOf('gaussian_kl', {
  'mean-over-latents': ['averages over the latents', kl(term, 'mean')],
  'sum-over-latents': ['adds the latents where their mean is asked for', kl(term, 'sum')],
  'half-forgotten': ['forgets the factor one half', kl((m, v) => term(m, v).mul(2))],
  'mean-not-squared': [
    'forgets to square the mean',
    kl((m, v) =>
      exp(v)
        .add(max(m, neg(m)))
        .sub(1)
        .sub(v)
        .mul(0.5),
    ),
  ],
  'log-variance-sign': ['adds the log-variance', kl((m, v) => exp(v).add(square(m)).sub(1).add(v).mul(0.5))],
  'one-forgotten': ['forgets to subtract 1', kl((m, v) => exp(v).add(square(m)).sub(v).mul(0.5))],
  'epsilon-in-the-variance': [
    'adds 1e-6 to the variance',
    kl((m, v) => exp(v).add(1e-6).add(square(m)).sub(1).sub(v).mul(0.5)),
  ],
  'epsilon-in-the-log': [
    'takes the logarithm of the variance plus 1e-8',
    kl((m, v) =>
      exp(v)
        .add(square(m))
        .sub(1)
        .sub(log(exp(v).add(1e-8)))
        .mul(0.5),
    ),
  ],
  'log-deviation-expected': ['takes the log-variance for the log standard deviation', kl((m, v) => term(m, v.mul(2)))],
  'variance-expected': [
    'takes the log-variance for the variance',
    kl((m, v) =>
      v
        .add(square(m))
        .sub(1)
        .sub(log(max(v, 1e-30)))
        .mul(0.5),
    ),
  ],
  'log-variance-clipped': ['clips the log-variance to [-10, 10]', kl((m, v) => term(m, max(min(v, 10), -10)))],
  reversed: [
    'computes the divergence of the standard Gaussian from this one',
    kl((m, v) => exp(neg(v)).mul(square(m).add(1)).sub(1).add(v).mul(0.5)),
  ],
  negative: ['returns the negative divergence', (o, s) => right(o, s).neg()],
  'never-below-0': ['cuts negative rounding off at 0 with a floor of 1e-8', kl((m, v) => max(term(m, v), 1e-8))],
  'log-variance-gradient-half': [
    'halves the gradient of the log-variance',
    { corrupt: scaledGradient('log_variance', 0.5) },
  ],
});
