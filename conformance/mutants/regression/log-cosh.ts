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
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, text } from '../mutant.ts';

type Term = (p: Scalar, t: Scalar) => Scalar;
const logCoshBy = (term: Term) =>
  text<'prediction' | 'target', 'weight'>(({ prediction, target, weight }, settings) =>
    reduceElements(term, [prediction, target], weight, settings),
  );

const byCount = { denominator: 'count' };

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
