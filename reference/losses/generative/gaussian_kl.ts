import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { conditionedKl, plainKl } from './kl-terms.ts';

const by =
  (term: typeof plainKl) =>
  <R>({ mean, log_variance }: Operands<R, 'mean' | 'log_variance'>, settings: Settings): Tensor<R> => {
    const terms = map(term, mean, log_variance);
    return reduce(settings.latent === 'mean' ? terms.mean(-1) : terms.sum(-1), settings);
  };

const published = { 'exp(v) - 1 - v': by(plainKl) } as const;
/** The Kullback-Leibler divergence of a diagonal Gaussian from the standard one. */
export const gaussianKl = defineReference('gaussian_kl', by(conditionedKl), published, published);
