import { exp, max, min, neg, oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { type Mutant, scaledGradient } from '../mutant.ts';

// Mistakes that a clipped surrogate of log-probabilities and one of their ratio have in common.

/** By the ratio, the advantage and the room below and above. */
export type SurrogateTerm = (ratio: Scalar, advantage: Scalar, below: Scalar, above: Scalar) => Scalar;

const between: SurrogateTerm = (r, _, below, above) => min(max(r, oneMinus(below)), above.add(1));
export const rightTerm: SurrogateTerm = (r, a, below, above) =>
  neg(select(a.ge(0), min(r, above.add(1)), max(r, oneMinus(below))).mul(a));

export const wrongTerms: Readonly<Record<string, readonly [mistake: string, term: SurrogateTerm]>> = {
  'sign-flipped': ['gives the objective, which is to be maximised', (...x) => neg(rightTerm(...x))],
  unclipped: ['forgets to clip', (r, a, b, c) => neg(r.mul(a)).add(b.add(c).mul(0))],
  'clipped-alone': ['leaves out the minimum', (r, a, b, c) => neg(between(r, a, b, c).mul(a))],
  'minimum-of-negatives': [
    'takes the smaller of the two negative products, which is the better one',
    (r, a, b, c) => min(neg(r.mul(a)), neg(between(r, a, b, c).mul(a))),
  ],
  'minimum-of-ratios': [
    'takes the smaller of ratio and clipped ratio, whatever the sign of the advantage',
    (r, a, b, c) => neg(min(r, between(r, a, b, c)).mul(a)),
  ],
  'advantage-clipped': ['clips the product instead of the ratio', (r, a, b, c) => neg(between(r.mul(a), a, b, c))],
  'lower-clip-at-epsilon': ['clips below at epsilon', (r, a, b, c) => rightTerm(r, a, oneMinus(b), c)],
  'reciprocal-floor': ['clips below at 1 / (1 + epsilon)', (r, a, b, c) => rightTerm(r, a, b.div(b.add(1)), c)],
  'only-above': ['clips above only', (r, a, b, c) => neg(select(a.ge(0), min(r, c.add(1)), r).mul(a)).add(b.mul(0))],
  'same-room-above': ['ignores the room above', (r, a, b, c) => rightTerm(r, a, b, b).add(c.mul(0))],
  'rooms-exchanged': ['exchanges the room below and above', (r, a, b, c) => rightTerm(r, a, c, b)],
  'advantage-at-least-1': [
    'never takes an advantage for less than 1 in size',
    (r, a, b, c) => select(a.eq(0), a.mul(r).mul(0), rightTerm(r, select(a.ge(0), max(a, 1), min(a, -1)), b, c)),
  ],
};

export const droppedGradients = (
  ratio: string,
): Readonly<Record<string, readonly [string, Pick<Mutant, 'corrupt'>]>> => ({
  'ratio-detached': [`sends no gradient to ${ratio}`, { corrupt: scaledGradient(ratio, 0) }],
  'gradient-sign': [`has the gradient of ${ratio} of the wrong sign`, { corrupt: scaledGradient(ratio, -1) }],
  'advantage-detached': [
    'treats the advantage as constant, though it is asked',
    { corrupt: scaledGradient('advantage', 0) },
  ],
  'epsilon-gradient-dropped': ['treats epsilon as constant', { corrupt: scaledGradient('epsilon', 0) }],
});

/** A ratio of logarithms that is wrong. */
export const wrongRatios: Readonly<Record<string, readonly [mistake: string, (now: Scalar, old: Scalar) => Scalar]>> = {
  'ratio-reversed': ['divides the old probability by the new one', (now, old) => exp(old.sub(now))],
  'no-exponential': ['takes the difference of the logarithms for the ratio', (now, old) => now.sub(old)],
  'quotient-of-logarithms': ['divides the logarithms', (now, old) => now.div(old)],
  'two-exponentials': ['divides two exponentials, which underflow', (now, old) => exp(now).div(exp(old))],
  'first-order': ['takes 1 + difference for the exponential', (now, old) => now.sub(old).add(1)],
  'exponent-clamped': ['clamps the difference at 20', (now, old) => exp(max(min(now.sub(old), 20), -20))],
};
