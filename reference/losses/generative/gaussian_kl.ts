import { abs, exp, expm1, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const degree = 17;

/** exp(x) - 1 - x: its Taylor series to |x| = 1/2, where the next term is below the unit roundoff of float64. */
const excess = (x: Scalar): Scalar => {
  let series = x.div(degree).add(1);
  for (let n = degree - 1; n > 2; n--) series = series.mul(x).div(n).add(1);
  return select(abs(x).le(0.5), square(x).mul(0.5).mul(series), expm1(x).sub(x));
};
const conditioned = (m: Scalar, v: Scalar): Scalar => square(m).add(excess(v)).mul(0.5);
const plain = (m: Scalar, v: Scalar): Scalar => exp(v).add(square(m)).sub(1).sub(v).mul(0.5);

const by =
  (term: typeof plain) =>
  <R>({ mean, log_variance }: Operands<R, 'mean' | 'log_variance'>, settings: Settings): Tensor<R> => {
    const terms = map(term, mean, log_variance);
    return reduce(settings.latent === 'mean' ? terms.mean(-1) : terms.sum(-1), settings);
  };

/** The Kullback-Leibler divergence of a diagonal Gaussian from the standard one. */
export const gaussianKl = defineReference('gaussian_kl', by(conditioned), { 'exp(v) - 1 - v': by(plain) });
