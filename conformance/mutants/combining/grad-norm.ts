import { abs, exp, log, zeroTimes } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

interface Parts<R> {
  readonly loss: Tensor<R>;
  readonly initial: Tensor<R>;
  readonly norms: Tensor<R>;
  readonly alpha: Tensor<R>;
  readonly gradientNorm: Tensor<R>;
  readonly weight: Tensor<R>;
}
const toThe = (mean: Scalar, rate: Scalar, alpha: Scalar): Scalar => mean.mul(exp(zeroTimes(alpha, log(rate))));
const apart = (norm: Scalar, target: Scalar): Scalar => abs(norm.sub(target));
const rates = <R>({ loss, initial }: Parts<R>): Tensor<R> => {
  const left = loss.div(initial);
  return left.div(left.mean());
};
const target = <R>(p: Parts<R>, rate = rates(p)): Tensor<R> => map(toThe, p.norms.mean(), rate, p.alpha).hold();
const by = (terms: <R>(p: Parts<R>) => Tensor<R>) =>
  text<'loss' | 'initial_loss' | 'gradient_norm' | 'weight' | 'alpha'>(
    ({ loss, initial_loss: initial, gradient_norm: gradientNorm, weight, alpha }, settings) =>
      reduce(terms({ loss, initial, norms: weight.mul(gradientNorm), alpha, gradientNorm, weight }), settings),
  );

export const gradNormMutants: Mutant[] = mutantsOf('grad_norm', {
  'targets-not-held': [
    'lets the gradient through the targets',
    by((p) => map(apart, p.norms, map(toThe, p.norms.mean(), rates(p), p.alpha))),
  ],
  'rates-not-relative': [
    'does not divide the rates by their mean',
    by((p) => map(apart, p.norms, target(p, p.loss.div(p.initial)))),
  ],
  'rates-upside-down': [
    'divides the initial losses by the losses',
    by((p) => map(apart, p.norms, target(p, rates({ ...p, loss: p.initial, initial: p.loss })))),
  ],
  'initial-losses-ignored': [
    'takes the losses themselves for the rates',
    by((p) => map(apart, p.norms, target(p, p.loss.div(p.loss.mean())))),
  ],
  'alpha-ignored': ['takes alpha 1', by((p) => map(apart, p.norms, p.norms.mean().mul(rates(p)).hold()))],
  'alpha-multiplied': [
    'multiplies the rate by alpha instead of raising it',
    by((p) => map(apart, p.norms, p.norms.mean().mul(rates(p)).mul(p.alpha).hold())),
  ],
  squared: ['squares the distances', by((p) => map((n, t) => n.sub(t).mul(n.sub(t)), p.norms, target(p)))],
  signed: ['adds the distances with their signs', by((p) => map((n, t) => n.sub(t), p.norms, target(p)))],
  'weights-left-out': [
    'takes the norms of the unweighted gradients for the mean',
    by((p) => map(apart, p.norms, map(toThe, p.gradientNorm.mean(), rates(p), p.alpha).hold())),
  ],
  'sum-for-the-mean': [
    'takes the summed norms for their mean',
    by((p) => map(apart, p.norms, map(toThe, p.norms.sum(), rates(p), p.alpha).hold())),
  ],
  'divided-by-the-tasks': [
    'takes the mean distance for their sum',
    by((p) => map(apart, p.norms, target(p)).div(p.norms.count())),
  ],
  'norms-held': ['holds the norms, too, so that the weights learn nothing', { corrupt: scaledGradient('weight', 0) }],
  'gradient-sign': ['pushes the weights away from the balance', { corrupt: scaledGradient('weight', -1) }],
});
