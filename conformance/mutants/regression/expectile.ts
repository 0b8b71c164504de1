import { abs, max, neg, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { expectile } from '../../../reference/losses/regression/expectile.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = expectile.algorithms[0].text;
/** By target - prediction and tau. */
const by = (term: (d: Scalar, tau: Scalar) => Scalar) =>
  element((p, t, tau) => term(t.sub(p), tau), 'prediction', 'target', 'tau');
const pieces = (low: (tau: Scalar) => Scalar, high: (tau: Scalar) => Scalar) =>
  by((d, tau) => select(d.gt(0), low(tau), high(tau)).mul(square(d)));
const tauItself = (tau: Scalar): Scalar => tau;

export const expectileMutants: Mutant[] = mutantsOf('expectile', {
  'error-sign-swapped': ['takes prediction - target for the error', pieces(oneMinus, tauItself)],
  symmetric: ['weighs both sides with tau', pieces(tauItself, tauItself)],
  'tau-ignored': ['computes the mean, whatever tau is', by((d, tau) => square(d).mul(0.5).add(tau.mul(0)))],
  'tau-falsy': [
    'takes tau 0 for the default',
    by((d, tau) => {
      const q = select(tau.eq(0), 0.5, tau);
      return select(d.gt(0), q, oneMinus(q)).mul(square(d));
    }),
  ],
  doubled: [
    'doubles it, so that the mean is the squared difference',
    pieces(
      (q) => q.mul(2),
      (q) => oneMinus(q).mul(2),
    ),
  ],
  halved: [
    'halves it',
    pieces(
      (q) => q.mul(0.5),
      (q) => oneMinus(q).mul(0.5),
    ),
  ],
  pinball: ['does not square: that is the quantile loss', by((d, tau) => max(tau.mul(d), neg(oneMinus(tau).mul(d))))],
  'tau-squared': ['squares the weights, too', by((d, tau) => square(max(tau.mul(d), neg(oneMinus(tau).mul(d)))))],
  'only-too-low': ['forgets what is too high', by((d, tau) => tau.mul(square(max(d, 0))))],
  'indicator-of-zero': ['weighs with abs(tau - 1) on both sides', by((d, tau) => abs(tau.sub(1)).mul(square(d)))],
  'weighted-mean-by-count': byCount(right),
  'tau-gradient-dropped': dropped('tau'),
  'gradient-halved': ['forgets the 2 of the derivative', { corrupt: scaledGradient('prediction', 0.5) }],
});
