import { abs, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { asymmetricMse } from '../../../reference/losses/regression/asymmetric_mse.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = asymmetricMse.algorithms[0].text;
/** By the error and the penalty. */
const by = (term: (e: Scalar, a: Scalar) => Scalar) =>
  element((p, t, a) => term(p.sub(t), a), 'prediction', 'target', 'over_penalty');

export const asymmetricMseMutants: Mutant[] = mutantsOf('asymmetric_mse', {
  'other-side': ['penalises predictions that are too low', by((e, a) => select(e.lt(0), a.mul(square(e)), square(e)))],
  symmetric: ['penalises both sides', by((e, a) => a.mul(square(e)))],
  'penalty-ignored': ['computes the squared error', by((e, a) => square(e).add(a.mul(0)))],
  'penalty-2': ['always uses the penalty 2', by((e) => select(e.gt(0), square(e).mul(2), square(e)))],
  'penalty-inside-the-square': [
    'multiplies the error instead of its square',
    by((e, a) => square(select(e.gt(0), a.mul(e), e))),
  ],
  'penalty-added': [
    'adds the penalty to the factor 1',
    by((e, a) => select(e.gt(0), a.add(1).mul(square(e)), square(e))),
  ],
  'absolute-error': ['forgets to square', by((e, a) => select(e.gt(0), a.mul(abs(e)), abs(e)))],
  half: ['halves the square', by((e, a) => select(e.gt(0), a.mul(square(e)), square(e)).mul(0.5))],
  'reciprocal-below': [
    'divides by the penalty where the prediction is too low',
    by((e, a) => select(e.gt(0), a.mul(square(e)), square(e).div(a))),
  ],
  'switches-at-1': ['penalises errors above 1 only', by((e, a) => select(e.gt(1), a.mul(square(e)), square(e)))],
  'weighted-mean-by-count': byCount(right),
  'gradient-without-2': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
  'penalty-gradient-dropped': dropped('over_penalty'),
  'target-gradient-dropped': dropped('target'),
});
