import { abs, max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Condition, Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { smoothL1 } from '../../../reference/losses/regression/smooth_l1.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = smoothL1.algorithms[0].text;
const by = (term: (p: Scalar, t: Scalar, beta: Scalar) => Scalar) => element(term, 'prediction', 'target', 'beta');
type Piece = (e: Scalar, beta: Scalar) => Scalar;
const parabola: Piece = (e, beta) => e.div(beta).mul(e).mul(0.5);
const line: Piece = (e, beta) => e.sub(beta.mul(0.5));
/** Of a parabola and a line, with the switch between them; without a parabola at beta 0. */
const pieces = (near: Piece, far: Piece, isNear: (e: Scalar, beta: Scalar) => Condition = (e, beta) => e.lt(beta)) =>
  by((p, t, beta) => {
    const e = abs(p.sub(t));
    return select(beta.eq(0), far(e, beta), select(isNear(e, beta), near(e, beta), far(e, beta)));
  });

export const smoothL1Mutants: Mutant[] = mutantsOf('smooth_l1', {
  huber: [
    'computes the Huber loss: it forgets to divide by beta',
    pieces(
      (e) => square(e).mul(0.5),
      (e, beta) => beta.mul(line(e, beta)),
    ),
  ],
  'huber-line': ['gives the line the slope beta, as Huber', pieces(parabola, (e, beta) => beta.mul(line(e, beta)))],
  'parabola-not-divided': ['does not divide the parabola by beta', pieces((e) => square(e).mul(0.5), line)],
  'missing-half': ['forgets the half of the parabola', pieces((e, beta) => e.div(beta).mul(e), line)],
  'line-not-lowered': ['does not lower the line by beta / 2', pieces(parabola, (e) => e)],
  'line-lowered-by-beta': ['lowers the line by all of beta', pieces(parabola, (e, beta) => e.sub(beta))],
  'switches-at-1': ['switches at 1, whatever beta is', pieces(parabola, line, (e) => e.lt(1))],
  'nan-at-beta-0': [
    'divides 0 by 0 at beta 0',
    by((p, t, beta) => {
      const e = abs(p.sub(t));
      // A sum in which the branch not taken counts 0 times, as masks do.
      const isNear = select(e.lt(beta), 1, 0);
      return isNear.mul(parabola(e, beta)).add(isNear.mul(-1).add(1).mul(line(e, beta)));
    }),
  ],
  'beta-falsy': [
    'takes beta 0 for the default 1',
    by((p, t, beta) => {
      const [e, b] = [abs(p.sub(t)), select(beta.eq(0), 1, beta)];
      return select(e.lt(b), parabola(e, b), line(e, b));
    }),
  ],
  'beta-at-least-1e-5': [
    'raises beta to 1e-5',
    by((p, t, beta) => {
      const [e, b] = [abs(p.sub(t)), max(beta, 1e-5)];
      return select(e.lt(b), parabola(e, b), line(e, b));
    }),
  ],
  'weighted-mean-by-count': byCount(right),
  'beta-gradient-dropped': dropped('beta'),
  'gradient-half': ['forgets a factor 2 in the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
});
