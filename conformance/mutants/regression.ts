import {
  abs,
  exp,
  expm1,
  log,
  log1p,
  max,
  select,
  softplus,
  square,
} from '../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../reference/arithmetic/kernel/scalar.ts';
import { reduce, reduceElements } from '../../reference/losses/reduction.ts';
import { map } from '../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from './mutant.ts';

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

type DeltaTerm = (p: Scalar, t: Scalar, delta: Scalar) => Scalar;
const huberBy = (term: DeltaTerm) =>
  text<'prediction' | 'target' | 'delta', 'weight'>(({ prediction, target, delta, weight }, settings) =>
    reduceElements(term, [prediction, target, delta], weight, settings),
  );
const huberOf: DeltaTerm = (p, t, delta) => {
  const e = abs(p.sub(t));
  return select(e.le(delta), square(e).mul(0.5), delta.mul(e.sub(delta.mul(0.5))));
};

export const huberMutants: Mutant[] = mutantsOf('huber', {
  'missing-half': [
    'forgets the half of the parabola',
    huberBy((p, t, d) => {
      const e = abs(p.sub(t));
      return select(e.le(d), square(e), d.mul(e.sub(d.mul(0.5))));
    }),
  ],
  'smooth-l1': ['divides by delta: that is smooth L1', huberBy((p, t, d) => huberOf(p, t, d).div(d))],
  'line-not-lowered': [
    'subtracts delta instead of half of it from the line',
    huberBy((p, t, d) => {
      const e = abs(p.sub(t));
      return select(e.le(d), square(e).mul(0.5), d.mul(e.sub(d)));
    }),
  ],
  'line-of-slope-1': [
    'gives the line slope 1 whatever delta is',
    huberBy((p, t, d) => {
      const e = abs(p.sub(t));
      return select(e.le(d), square(e).mul(0.5), e.sub(d.mul(0.5)));
    }),
  ],
  'delta-ignored': ['always uses delta 1', huberBy((p, t, d) => huberOf(p, t, d.div(d)))],
  'pseudo-huber': [
    'computes the pseudo-Huber loss',
    huberBy((p, t, d) => square(d).mul(exp(log1p(square(p.sub(t).div(d))).mul(0.5)).sub(1))),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    text<'prediction' | 'target' | 'delta', 'weight'>(({ prediction, target, delta, weight }, settings) =>
      reduceElements(huberOf, [prediction, target, delta], weight, { ...settings, ...byCount }),
    ),
  ],
  'delta-gradient-dropped': ['treats delta as constant', { corrupt: scaledGradient('delta', 0) }],
  'line-off-by-a-thousandth': [
    'rounds the half in the line to 0.5001',
    huberBy((p, t, d) => {
      const e = abs(p.sub(t));
      return select(e.le(d), square(e).mul(0.5), d.mul(e.sub(d.mul(0.5001))));
    }),
  ],
});

const logCoshBy = elementwise;
const farLogCosh: Term = (p, t) => {
  const a = abs(p.sub(t));
  return a.add(log1p(exp(a.mul(-2)))).sub(Math.LN2);
};
const thresholdSoftplus = (x: Scalar): Scalar => select(x.gt(20), x, log1p(exp(x)));

export const logCoshMutants: Mutant[] = mutantsOf('log_cosh', {
  naive: [
    'computes log(cosh(e)), which overflows',
    logCoshBy((p, t) =>
      log(
        exp(p.sub(t))
          .add(exp(t.sub(p)))
          .mul(0.5),
      ),
    ),
  ],
  'softplus-threshold': [
    'uses a softplus that returns its argument from 20 on',
    logCoshBy((p, t) =>
      p
        .sub(t)
        .add(thresholdSoftplus(p.sub(t).mul(-2)))
        .sub(Math.LN2),
    ),
  ],
  'without-log-2': ['forgets to subtract log 2', logCoshBy((p, t) => p.sub(t).add(softplus(p.sub(t).mul(-2))))],
  'log-2-in-float32': [
    'subtracts log 2 to seven digits',
    logCoshBy((p, t) =>
      p
        .sub(t)
        .add(softplus(p.sub(t).mul(-2)))
        .sub(Math.fround(Math.LN2)),
    ),
  ],
  'without-abs': [
    'takes the sign for granted: e + log(1 + exp(-2e)) overflows for negative e',
    logCoshBy((p, t) =>
      p
        .sub(t)
        .add(log1p(exp(p.sub(t).mul(-2))))
        .sub(Math.LN2),
    ),
  ],
  'absolute-far-out': [
    'switches to |e| without log 2 far out',
    logCoshBy((p, t) => {
      const a = abs(p.sub(t));
      return select(a.gt(50), a, a.add(log1p(exp(a.mul(-2)))).sub(Math.LN2));
    }),
  ],
  'parabola-near-0': [
    'keeps the parabola to |e| = 0.1',
    logCoshBy((p, t) => {
      const a = abs(p.sub(t));
      const near = log1p(square(expm1(a)).div(exp(a).mul(2)));
      return select(a.le(0.1), square(a).mul(0.5), select(a.le(1), near, a.add(log1p(exp(a.mul(-2)))).sub(Math.LN2)));
    }),
  ],
  'clipped-difference': [
    'clips the difference at 20 to keep cosh finite',
    logCoshBy((p, t) => {
      const a = select(abs(p.sub(t)).gt(20), 20, abs(p.sub(t)));
      return max(a.add(log1p(exp(a.mul(-2)))).sub(Math.LN2), 0);
    }),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) =>
      reduceElements(farLogCosh, [prediction, target], weight, { ...settings, ...byCount }),
    ),
  ],
});
