import {
  exp,
  log,
  neg,
  oneMinus,
  sigmoid,
  softplus,
  square,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { conditionedKl } from '../../../reference/losses/generative/kl-terms.ts';
import { vae } from '../../../reference/losses/generative/vae.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = vae.algorithms[0].text;
type Names = 'prediction' | 'target' | 'mean' | 'log_variance' | 'beta';
type Pair = (a: Scalar, b: Scalar) => Scalar;
const bce: Pair = (x, y) => zeroTimes(y, softplus(neg(x))).add(zeroTimes(oneMinus(y), softplus(x)));
const squared: Pair = (x, y) => square(x.sub(y));
interface Parts {
  readonly bce?: Pair;
  readonly kl?: Pair;
  readonly overData?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly overLatents?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly together?: (reconstruction: Scalar, divergence: Scalar, beta: Scalar) => Scalar;
}
const axesOfItem = <R>(x: Tensor<R>): number[] => x.shape.map((_, axis) => axis).slice(1);
/** The loss with one of its parts replaced. */
const parts = ({
  bce: bernoulli = bce,
  kl = conditionedKl,
  overData = (x) => x.sum(...axesOfItem(x)),
  overLatents = (x) => x.sum(-1),
  together = (reconstruction, divergence, beta) => reconstruction.add(beta.mul(divergence)),
}: Parts) =>
  text<Names>(({ prediction, target, mean, log_variance, beta }, settings) => {
    const { reconstruction } = settings;
    const errors = map(reconstruction === 'bce' ? bernoulli : squared, prediction, target);
    const scaled = reconstruction === 'gaussian' ? errors.mul(0.5) : errors;
    return reduce(map(together, overData(scaled), overLatents(map(kl, mean, log_variance)), beta), settings);
  });

export const vaeMutants: Mutant[] = mutantsOf('vae', {
  'reconstruction-sign': [
    'subtracts the reconstruction error, as the source lesson writes it',
    parts({ together: (r, d, beta) => beta.mul(d).sub(r) }),
  ],
  'divergence-sign': ['subtracts the divergence', parts({ together: (r, d, beta) => r.sub(beta.mul(d)) })],
  'mean-over-data': ['averages the reconstruction over the data', parts({ overData: (x) => x.mean(...axesOfItem(x)) })],
  'mean-over-latents': ['averages over the latents', parts({ overLatents: (x) => x.mean(-1) })],
  'beta-unused': ['ignores beta', (o, s) => right({ ...o, beta: o.beta!.lift(1) }, s)],
  'beta-on-everything': [
    'multiplies the reconstruction by beta, too',
    parts({ together: (r, d, beta) => beta.mul(r.add(d)) }),
  ],
  'half-forgotten': [
    'forgets the factor one half of the divergence',
    parts({ kl: (m, v) => conditionedKl(m, v).mul(2) }),
  ],
  'log-variance-sign': ['adds the log-variance', parts({ kl: (m, v) => exp(v).add(square(m)).sub(1).add(v).mul(0.5) })],
  'log-deviation-expected': [
    'takes the log-variance for the log standard deviation',
    parts({ kl: (m, v) => conditionedKl(m, v.mul(2)) }),
  ],
  'sigmoid-twice': ['takes the sigmoid of the logits before the loss', parts({ bce: (x, y) => bce(sigmoid(x), y) })],
  'logarithm-of-the-probability': [
    'computes the logarithms of sigmoids',
    parts({
      bce: (x, y) => {
        const p = sigmoid(x);
        return neg(zeroTimes(y, log(p)).add(zeroTimes(oneMinus(y), log(oneMinus(p)))));
      },
    }),
  ],
  'mse-of-logits': ['uses a squared error whatever is asked for', (o, s) => right(o, { ...s, reconstruction: 'mse' })],
  'gaussian-without-half': [
    'forgets the factor one half of the Gaussian',
    (o, s) => right(o, s.reconstruction === 'gaussian' ? { ...s, reconstruction: 'mse' } : s),
  ],
  'mse-with-half': [
    'halves the squared error',
    (o, s) => right(o, s.reconstruction === 'mse' ? { ...s, reconstruction: 'gaussian' } : s),
  ],
  'sum-over-the-batch': [
    'adds over the batch where the mean is asked for',
    (o, s) => right(o, s.reduction === 'mean' ? { ...s, reduction: 'sum' } : s),
  ],
  'log-variance-gradient-half': [
    'halves the gradient of the log-variance',
    { corrupt: scaledGradient('log_variance', 0.5) },
  ],
  'beta-gradient-dropped': ['treats beta as constant', { corrupt: scaledGradient('beta', 0) }],
});
