import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

export const gaussianKl = defineLoss({
  id: 'gaussian_kl',
  family: 'generative',
  summary: 'Kullback-Leibler divergence of a diagonal Gaussian from the standard one: the regulariser of the VAE.',
  operands: {
    mean: operand(['N', 'D'], real, 'the mean of each latent'),
    log_variance: operand(['N', 'D'], real, 'the logarithm of the variance of each latent'),
  },
  params: {
    latent: choice(
      'sum',
      { sum: 'over(x) = sum(x);', mean: 'over(x) = sum(x) / D;' },
      'whether the latents of an item are added, as the divergence is, or averaged',
      { convention: true },
    ),
  },
  items: ['N'],
  formula: 'over(map(log_variance, exp) + mean.^2 - 1 - log_variance) / 2',
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('mean and log-variance are different kinds of things'),
    attains_infimum: holdsFor([
      {
        args: {
          operand: 'mean',
          minimiser: '0 * mean',
          infimum: 'over(map(log_variance, exp) - 1 - log_variance) / 2',
        },
      },
      { args: { operand: 'log_variance', minimiser: '0 * log_variance', infimum: 'over(mean.^2) / 2' } },
    ]),
    symmetric: inapplicable('mean and log-variance are different kinds of things'),
    convex: holds({ in: ['mean', 'log_variance'] }),
    lipschitz: isFalse({
      args: { in: 'mean', norm: 'euclidean', constant: '1' },
      sample: { operands: { mean: [[3]], log_variance: [[0]] }, reduction: 'none' },
      to: { mean: [[4]] },
      because: 'the slope in the mean is the mean',
    }),
    scale: isFalse({
      args: { by: { mean: 1, log_variance: 1 }, degree: 2 },
      sample: { operands: { mean: [[0]], log_variance: [[1]] } },
      because: 'exp(v) - 1 - v is no power of v',
    }),
    translation: isFalse({
      args: { together: ['mean'], shift: 'coordinate' },
      sample: { operands: { mean: [[1]], log_variance: [[0]] } },
      because: 'the other Gaussian stands at the origin',
    }),
    rotation: holds({ together: ['mean'] }),
    monotone: isFalse({
      args: { in: 'log_variance', direction: 'increasing' },
      sample: { operands: { mean: [[0]], log_variance: [[-1]] }, reduction: 'none' },
      to: { log_variance: [[0]] },
      because: 'it falls towards variance 1 and rises behind it',
    }),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { mean: [[2]], log_variance: [[0]] }, reduction: 'none' },
      because: 'a far mean costs half its square',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no parameter enters the formula'),
    descends: holds({ in: ['mean', 'log_variance'] }),
    parameter_matters: holdsFor([{ args: { param: 'latent' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { mean: [], log_variance: [] }, value: Number.NaN },
    {
      title: 'the standard Gaussian',
      operands: { mean: [[0, 0]], log_variance: [[0, 0]] },
      value: 0,
      gradient: { mean: [[0, 0]], log_variance: [[0, 0]] },
    },
    { title: 'a vanishing variance', operands: { mean: [[0]], log_variance: [[-Infinity]] }, value: Infinity },
    { title: 'an infinite variance', operands: { mean: [[0]], log_variance: [[Infinity]] }, value: Infinity },
  ],
  examples: [
    {
      title: 'two latents, at 1 and at variance e: (1 + e - 2) / 2',
      operands: { mean: [[1, 0]], log_variance: [[0, 1]] },
      value: 0.8591409142295227,
    },
    {
      title: 'the same, averaged over the latents',
      operands: { mean: [[1, 0]], log_variance: [[0, 1]] },
      params: { latent: 'mean' },
      value: 0.42957045711476133,
    },
  ],
  traps: [
    {
      title: 'Mean over the latents',
      text: 'A mean over all elements divides the divergence by D, and so the weight of the regulariser.',
    },
    {
      title: 'Digits near the standard Gaussian',
      text: 'For |v| up to 1e-4 exp(v) - 1 - v is v^2 / 2, at most 5e-9; what float32 gives is its rounding, up to 1e-7 and of either sign.',
    },
    {
      title: 'The sign of the reconstruction',
      text: 'The source lesson adds the log-likelihood; the loss subtracts it.',
    },
    { title: 'Variance or its logarithm', text: 'Feeding a variance, or a standard deviation, goes unnoticed.' },
  ],
  sources: [
    {
      title: 'Kingma, Welling: Auto-encoding variational Bayes (2014), appendix B',
      reference: 'https://arxiv.org/abs/1312.6114',
    },
  ],
});
