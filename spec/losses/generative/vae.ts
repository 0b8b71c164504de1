import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

const knownDigit = { prediction: [[0, 2]], target: [[1, 0.5]], mean: [[1, 0]], log_variance: [[0, 1]] } as const;

export const vae = defineLoss({
  id: 'vae',
  family: 'generative',
  summary:
    'Negative evidence lower bound of a variational autoencoder: reconstruction error plus beta times the divergence of the latents.',
  operands: {
    prediction: operand(
      ['N', 'P', '...'],
      real,
      'what the decoder says of each element: a logit, or with mse and gaussian its value',
    ),
    target: operand(['N', 'P', '...'], probability, 'the data, scaled to [0, 1]'),
    mean: operand(['N', 'D'], real, 'the mean of each latent'),
    log_variance: operand(['N', 'D'], real, 'the logarithm of the variance of each latent'),
  },
  params: {
    beta: number(1, nonNegative, 'the weight of the divergence: 1 is the bound, more disentangles', { tries: [0, 4] }),
    reconstruction: choice(
      'bce',
      {
        bce: [
          'yes(x) = log(1 + exp(-x)); no(x) = log(1 + exp(x));',
          'errors = target .* map(prediction, yes) + (1 - target) .* map(prediction, no);',
        ].join(' '),
        mse: 'errors = (prediction - target).^2;',
        gaussian: 'errors = (prediction - target).^2 / 2;',
      },
      'how an element is judged: binary cross-entropy of a logit, its squared error, or half of that, which is the negative log-likelihood of a Gaussian of variance 1 but for its constant',
    ),
  },
  items: ['N'],
  formula: 'sum(errors) + beta * sum(map(log_variance, exp) + mean.^2 - 1 - log_variance) / 2',
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and data are different kinds of things'),
    attains_infimum: holdsFor([
      {
        args: {
          operand: 'mean',
          minimiser: '0 * mean',
          infimum: 'sum(errors) + beta * sum(map(log_variance, exp) - 1 - log_variance) / 2',
        },
      },
      {
        args: {
          operand: 'log_variance',
          minimiser: '0 * log_variance',
          infimum: 'sum(errors) + beta * sum(mean.^2) / 2',
        },
      },
    ]),
    label_flip: holds({ negated: 'prediction', target: 'target' }, { params: { reconstruction: 'bce' } }, [
      {
        args: { negated: 'prediction', target: 'target' },
        sample: {
          operands: { prediction: [[1]], target: [[1]], mean: [[0]], log_variance: [[0]] },
          params: { reconstruction: 'mse' },
        },
        because: 'a value has no negative in [0, 1]: 0 becomes 1',
      },
    ]),
    symmetric: inapplicable('logits and data are different kinds of things'),
    convex: holds({ in: ['prediction', 'mean', 'log_variance'] }),
    lipschitz: isFalse({
      args: { in: 'mean', norm: 'euclidean', constant: 'beta' },
      sample: { operands: { prediction: [[0]], target: [[1]], mean: [[3]], log_variance: [[0]] }, reduction: 'none' },
      to: { mean: [[4]] },
      because: 'the slope in the mean is beta times the mean',
    }),
    scale: isFalse({
      args: { by: { prediction: 1, mean: 1, log_variance: 1 }, degree: 2 },
      sample: { operands: knownDigit },
      because: 'neither part is a power',
    }),
    translation: isFalse({
      args: { together: ['mean'], shift: 'coordinate' },
      sample: { operands: knownDigit },
      because: 'the prior stands at the origin',
    }),
    rotation: holds({ together: ['mean'] }),
    monotone: holds({ in: 'beta', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { prediction: [[-20]], target: [[1]], mean: [[0]], log_variance: [[0]] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    item_permutation: holdsFor([
      { args: { along: 'N' } },
      { args: { along: 'P' } },
      { args: { along: '...' } },
      { args: { along: 'D' } },
    ]),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'the reconstruction alone at beta 0',
      set: { beta: 0 },
      becomes: 'sum(errors)',
    }),
    descends: holds({ in: ['prediction', 'mean', 'log_variance'] }),
    parameter_matters: holdsFor([{ args: { param: 'beta' } }, { args: { param: 'reconstruction' } }]),
  },
  edges: [
    {
      title: 'a mean over nothing',
      operands: { prediction: [], target: [], mean: [], log_variance: [] },
      value: Number.NaN,
    },
    {
      title: 'grey data have a floor: their own entropy, log 2',
      operands: { prediction: [[0]], target: [[0.5]], mean: [[0]], log_variance: [[0]] },
      value: Math.LN2,
      gradient: { prediction: [[0]], mean: [[0]], log_variance: [[0]], beta: 0 },
    },
    {
      title: 'infinitely right',
      operands: { prediction: [[Infinity, -Infinity]], target: [[1, 0]], mean: [[0]], log_variance: [[0]] },
      value: 0,
    },
    {
      title: 'a vanishing variance',
      operands: { prediction: [[0]], target: [[1]], mean: [[0]], log_variance: [[-Infinity]] },
      value: Infinity,
    },
    {
      title: 'an infinite variance',
      operands: { prediction: [[0]], target: [[1]], mean: [[0]], log_variance: [[Infinity]] },
      value: Infinity,
    },
    {
      title: 'a vanishing variance at beta 0, where latents are free',
      operands: { prediction: [[0]], target: [[1]], mean: [[0]], log_variance: [[-Infinity]] },
      params: { beta: 0 },
      value: Math.LN2,
      gradient: { log_variance: [[0]] },
    },
    {
      title: 'data beyond 1',
      operands: { prediction: [[0]], target: [[255]], mean: [[0]], log_variance: [[0]] },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'log 2 + (softplus(2) + softplus(-2)) / 2 + (e - 1) / 2',
      operands: knownDigit,
      value: 2.6792161058324404,
    },
    {
      title: 'beta 4',
      operands: knownDigit,
      params: { beta: 4 },
      value: 5.256638848521009,
    },
    {
      title: 'squared error: 1 + 2.25 + (e - 1) / 2',
      operands: knownDigit,
      params: { reconstruction: 'mse' },
      value: 4.109140914229522,
    },
    {
      title: 'a Gaussian of variance 1: half of the squared error',
      operands: knownDigit,
      params: { reconstruction: 'gaussian' },
      value: 2.4841409142295228,
    },
    {
      title: 'two items: the mean of their sums',
      operands: {
        prediction: [
          [0, 2],
          [0, 0],
        ],
        target: [
          [1, 0.5],
          [1, 1],
        ],
        mean: [
          [1, 0],
          [0, 0],
        ],
        log_variance: [
          [0, 1],
          [0, 0],
        ],
      },
      value: 2.0327552334761654,
    },
  ],
  traps: [
    {
      title: 'The sign of the reconstruction',
      text: 'The source lesson writes the loss with plus E log p(x|z); that is what training raises, so the loss subtracts it.',
    },
    {
      title: 'One part averaged, one summed',
      text: 'A mean over all pixels beside a sum over latents weighs the divergence by the number of pixels: the posterior collapses.',
    },
    {
      title: 'Mean over the latents',
      text: 'A mean over all latents divides the divergence by D, and so weakens the prior.',
    },
    {
      title: 'Which squared error',
      text: 'A plain squared error is a Gaussian of variance 1/2: against the likelihood of variance 1 it halves beta.',
    },
    {
      title: 'Grey data',
      text: 'Binary cross-entropy of data between 0 and 1 does not go down to 0, but to their entropy.',
    },
    {
      title: 'beta unused',
      text: 'An option that is stored and never multiplied: the gradient with respect to beta is the divergence.',
    },
    { title: 'Variance or its logarithm', text: 'Feeding a variance, or a standard deviation, goes unnoticed.' },
  ],
  sources: [
    {
      title: 'Kingma, Welling: Auto-encoding variational Bayes (2014), equation 10 and appendices B and C',
      reference: 'https://arxiv.org/abs/1312.6114',
    },
    {
      title: 'Higgins et al.: beta-VAE (2017)',
      reference: 'https://openreview.net/forum?id=Sy2fzU9gl',
    },
  ],
});
