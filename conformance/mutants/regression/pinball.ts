import { abs, max, min, neg, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { pinball } from '../../../reference/losses/regression/pinball.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = pinball.algorithms[0].text;
/** By target - prediction and tau. */
const by = (term: (d: Scalar, tau: Scalar) => Scalar) =>
  element((p, t, tau) => term(t.sub(p), tau), 'prediction', 'target', 'tau');
const pieces = (low: (tau: Scalar) => Scalar, high: (tau: Scalar) => Scalar) =>
  by((d, tau) => select(d.gt(0), low(tau).mul(d), high(tau).mul(neg(d))));
const tauItself = (tau: Scalar): Scalar => tau;

export const pinballMutants: Mutant[] = mutantsOf('pinball', {
  'error-sign-swapped': [
    'takes prediction - target for the error',
    by((d, tau) => max(neg(tau.mul(d)), oneMinus(tau).mul(d))),
  ],
  'tau-swapped': ['weighs with 1 - tau what is too low', pieces(oneMinus, tauItself)],
  symmetric: ['weighs both sides with tau', pieces(tauItself, tauItself)],
  'tau-ignored': ['computes the median, whatever tau is', by((d, tau) => abs(d).mul(0.5).add(tau.mul(0)))],
  'tau-falsy': [
    'takes tau 0 for the default',
    by((d, tau) => {
      const q = select(tau.eq(0), 0.5, tau);
      return max(q.mul(d), neg(oneMinus(q).mul(d)));
    }),
  ],
  doubled: [
    'doubles it, so that the median is the absolute difference',
    pieces(
      (q) => q.mul(2),
      (q) => oneMinus(q).mul(2),
    ),
  ],
  minimum: ['takes the smaller of the two lines', by((d, tau) => min(tau.mul(d), neg(oneMinus(tau).mul(d))))],
  expectile: [
    'squares: that is the expectile loss',
    by((d, tau) => select(d.gt(0), tau, oneMinus(tau)).mul(square(d))),
  ],
  'only-too-low': ['forgets what is too high', by((d, tau) => max(tau.mul(d), 0))],
  'without-abs': ['gives what is too high a negative loss', by((d, tau) => select(d.gt(0), tau, oneMinus(tau)).mul(d))],
  'weighted-mean-by-count': byCount(right),
  'tau-gradient-dropped': dropped('tau'),
  'gradient-sign': ['turns the gradient round', { corrupt: scaledGradient('prediction', -1) }],
});
