import { abs, max, min, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Shortened = (g: Scalar, norm: Scalar, limit: Scalar, eps: Scalar) => Scalar;
const by = (shortened: Shortened, norm: <R>(g: Tensor<R>) => Tensor<R> = (g) => g.norm()) =>
  text<'gradient' | 'max_norm' | 'eps'>(({ gradient, max_norm, eps }) =>
    map(shortened, gradient, norm(gradient), max_norm, eps),
  );
const right: Shortened = (g, n, m, eps) => select(n.add(eps).le(m), g, g.div(n.add(eps)).mul(m));

export const clipGradNormMutants: Mutant[] = mutantsOf('clip_grad_norm', {
  'always-scaled': ['lengthens short gradients, too', by((g, n, m, eps) => g.div(n.add(eps)).mul(m))],
  'zero-gradient': [
    'divides a zero gradient by its norm',
    by((g, n, m, eps) => g.div(n.add(eps)).mul(min(n.add(eps), m))),
  ],
  'by-number': ['clips every number by its own magnitude', by((g, n, m) => max(min(g, m), neg(m)).add(n.mul(0)))],
  'squared-norm': ['compares with the squared norm', by((g, n, m, e) => right(g, n.mul(n), m, e))],
  'overflowing-norm': ['takes the root of the summed squares', by(right, (g) => g.square().sum().sqrt())],
  'one-norm': ['takes the sum of the magnitudes for the norm', by(right, (g) => map((x) => abs(x), g).sum())],
  'maximum-norm': ['takes the largest magnitude for the norm', by(right, (g) => map((x) => abs(x), g).max())],
  'mean-square': [
    'takes the root mean square for the norm',
    by(right, (g) => map((s, n) => s.mul(s).div(n), g.norm(), g.count()).sqrt()),
  ],
  'eps-ignored': ['does not add the epsilon', by((g, n, m, eps) => right(g, n, m, eps.mul(0)))],
  'eps-always': ['adds 1e-6 to every norm', by((g, n, m, eps) => right(g, n, m, eps.add(1e-6)))],
  'unit-length': [
    'shortens to length 1 instead of max_norm',
    by((g, n, m, eps) => select(n.add(eps).le(m), g, g.div(n.add(eps)))),
  ],
  'norm-held': ['treats the norm as constant under differentiation', by(right, (g) => g.hold().norm())],
  'max-norm-gradient-dropped': ['treats max_norm as constant', { corrupt: scaledGradient('max_norm', 0) }],
});
