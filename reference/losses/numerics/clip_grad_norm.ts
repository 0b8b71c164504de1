import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands } from '../loss-reference.ts';

type Shortened = (g: Scalar, norm: Scalar, limit: Scalar, eps: Scalar) => Scalar;

// The direction first: its numbers are at most 1, while limit / norm may vanish before they do.
const byDirection: Shortened = (g, norm, limit, eps) => {
  const length = norm.add(eps);
  return select(length.le(limit), g, g.div(length).mul(limit));
};
const byScale: Shortened = (g, norm, limit, eps) => {
  const length = norm.add(eps);
  return select(length.le(limit), g, g.mul(limit.div(length)));
};

const by =
  (shortened: Shortened) =>
  <R>({ gradient, max_norm, eps }: Operands<R, 'gradient' | 'max_norm' | 'eps'>): Tensor<R> =>
    map(shortened, gradient, gradient.norm(), max_norm, eps);

/** The gradient, or its direction times the maximal norm where it is longer than that. */
export const clipGradNorm = defineReference('clip_grad_norm', by(byDirection), { 'one scale': by(byScale) });
