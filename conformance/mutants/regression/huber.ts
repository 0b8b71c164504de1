import { abs, exp, log1p, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const byCount = { denominator: 'count' };
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
