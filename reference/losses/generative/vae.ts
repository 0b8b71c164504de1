import { select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { type BceKernel, bce, ofPublishedBce } from '../classification/bce-terms.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { conditionedKl, plainKl } from './kl-terms.ts';

type VaeOperands<R> = Operands<R, 'prediction' | 'target' | 'mean' | 'log_variance' | 'beta'>;

const squared = (x: Scalar, y: Scalar): Scalar => square(x.sub(y));
const unitGaussian = (x: Scalar, y: Scalar): Scalar => squared(x, y).mul(0.5);
// At beta 0 the latents are free: a divergence that overflows counts nothing. The root is 0 there, too, and its slope,
// infinite, is that divergence.
const penalty = (divergence: Scalar, beta: Scalar): Scalar =>
  select(beta.eq(0), select(divergence.eq(Infinity), sqrt(beta), beta.mul(divergence)), beta.mul(divergence));
const regularised = (reconstruction: Scalar, divergence: Scalar, beta: Scalar): Scalar =>
  reconstruction.add(penalty(divergence, beta));

const by = (likelihood: BceKernel, divergence: typeof plainKl) => {
  const bernoulli = (x: Scalar, y: Scalar, held: Scalar): Scalar => likelihood(x, y, x.trace.lift(1), held);
  const unlessFree = (m: Scalar, v: Scalar, beta: Scalar, heldM: Scalar, heldV: Scalar): Scalar =>
    select(beta.eq(0), divergence(heldM, heldV), divergence(m, v));
  return <R>({ prediction: x, target: y, mean, log_variance, beta }: VaeOperands<R>, settings: Settings): Tensor<R> => {
    const { reconstruction } = settings;
    const errors =
      reconstruction === 'bce'
        ? map(bernoulli, x, y, x.hold())
        : map(reconstruction === 'mse' ? squared : unitGaussian, x, y);
    const ofItem = x.shape.map((_, axis) => axis).slice(1);
    const latents = map(unlessFree, mean, log_variance, beta, mean.hold(), log_variance.hold());
    return reduce(map(regularised, errors.sum(...ofItem), latents.sum(-1), beta), settings);
  };
};

const literal = { 'exp(v) - 1 - v': by(bce, plainKl) } as const;
const published = { ...literal, ...ofPublishedBce((plain) => by(plain, plainKl)) } as const;
/** The reconstruction's negative log-likelihood plus beta times the latents' divergence, each summed over an item. */
export const vae = defineReference('vae', by(bce, conditionedKl), published, literal);
