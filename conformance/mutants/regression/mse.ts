import { abs, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce, reduceElements } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Term = (p: Scalar, t: Scalar) => Scalar;
const elementwise = (term: Term) =>
  text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) =>
    reduceElements(term, [prediction, target], weight, settings),
  );
const square2: Term = (p, t) => square(p.sub(t));
const byCount = { denominator: 'count' };

export const mseMutants: Mutant[] = mutantsOf('mse', {
  half: ['returns half the squared error', elementwise((p, t) => square2(p, t).mul(0.5))],
  'absolute-error': ['returns the absolute error', elementwise((p, t) => abs(p.sub(t)))],
  'expanded-square': [
    'expands the square to p^2 - 2pt + t^2',
    elementwise((p, t) => square(p).sub(p.mul(t).mul(2)).add(square(t))),
  ],
  'divides-by-n-minus-1': [
    'divides the mean by n - 1, as a variance',
    text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) => {
      const terms = map(square2, prediction, target);
      if (settings.reduction !== 'mean' || weight)
        return reduceElements(square2, [prediction, target], weight, settings);
      return map((s, n) => select(n.eq(1), s, s.div(n.sub(1))), terms.sum(), terms.count());
    }),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) =>
      reduceElements(square2, [prediction, target], weight, { ...settings, ...byCount }),
    ),
  ],
  'weight-inside-the-square': [
    'weighs the difference instead of its square',
    text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) => {
      if (!weight) return reduce(map(square2, prediction, target), settings);
      const terms = map((p, t, w) => square(w.mul(p.sub(t))), prediction, target, weight);
      return reduce(terms, settings, settings.denominator === 'count' ? undefined : weight);
    }),
  ],
  root: [
    'returns the root of the mean',
    text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) => {
      const value = reduceElements(square2, [prediction, target], weight, settings);
      return settings.reduction === 'mean' ? value.sqrt() : value;
    }),
  ],
  'nan-hidden': ['turns NaN into 0', elementwise((p, t) => select(square2(p, t).eq(square2(p, t)), square2(p, t), 0))],
  'epsilon-added': ['adds 1e-8 to every term', elementwise((p, t) => square2(p, t).add(1e-8))],
  'gradient-without-2': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
  'target-gradient-sign': [
    'gives the target the gradient of the prediction',
    { corrupt: scaledGradient('target', -1) },
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'weight-gradient-dropped': ['treats the weight as constant', { corrupt: scaledGradient('weight', 0) }],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
