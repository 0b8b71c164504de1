import { abs, log, log1p, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Condition, Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { wing } from '../../../reference/losses/regression/wing.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = wing.algorithms[0].text;
type Piece = (e: Scalar, w: Scalar, epsilon: Scalar) => Scalar;
const logarithm: Piece = (e, w, epsilon) => w.mul(log1p(e.div(epsilon)));
const constant: Piece = (_, w, epsilon) => w.sub(logarithm(w, w, epsilon));
const line: Piece = (e, w, epsilon) => e.sub(w).add(logarithm(w, w, epsilon));
/** Of a logarithm and a line, with the switch between them. */
const pieces = (
  near: Piece,
  far: Piece,
  isNear: (e: Scalar, w: Scalar, epsilon: Scalar) => Condition = (e, w) => e.lt(w),
) =>
  element(
    (p, t, w, epsilon) => {
      const e = abs(p.sub(t));
      return select(isNear(e, w, epsilon), near(e, w, epsilon), far(e, w, epsilon));
    },
    'prediction',
    'target',
    'w',
    'epsilon',
  );
/** The whole loss with other parameters. */
const withParams = (ofW: (w: Scalar) => Scalar, ofEpsilon: (epsilon: Scalar) => Scalar) =>
  pieces(
    (e, w, epsilon) => logarithm(e, ofW(w), ofEpsilon(epsilon)),
    (e, w, epsilon) => line(e, ofW(w), ofEpsilon(epsilon)),
    (e, w) => e.lt(ofW(w)),
  );

export const wingMutants: Mutant[] = mutantsOf('wing', {
  'without-constant': ['forgets the constant that joins the pieces', pieces(logarithm, (e) => e)],
  'constant-added': [
    'adds the constant instead of subtracting it',
    pieces(logarithm, (e, w, epsilon) => e.add(constant(e, w, epsilon))),
  ],
  'constant-without-w': [
    'forgets a factor w in the constant: w - log(1 + w / epsilon)',
    pieces(logarithm, (e, w, epsilon) => e.sub(w.sub(log1p(w.div(epsilon))))),
  ],
  'constant-upside-down': [
    'divides epsilon by w in the constant',
    pieces(logarithm, (e, w, epsilon) => e.sub(w).add(select(w.eq(0), 0, w.mul(log1p(epsilon.div(w)))))),
  ],
  'constant-of-defaults': [
    'keeps the constant of w 10 and epsilon 2',
    pieces(logarithm, (e) => e.sub(10 - 10 * Math.log(6))),
  ],
  'without-factor-w': ['does not multiply the logarithm by w', pieces((e, _, epsilon) => log1p(e.div(epsilon)), line)],
  'log-of-1-plus': [
    'takes log(1 + x), which is 0 for tiny x',
    pieces((e, w, epsilon) => w.mul(log(e.div(epsilon).add(1))), line),
  ],
  'divided-by-w': [
    'divides the difference by w instead of epsilon',
    pieces((e, w) => select(w.eq(0), e, w.mul(log1p(e.div(w)))), line),
  ],
  'times-epsilon': [
    'multiplies by epsilon where it divides',
    pieces((e, w, epsilon) => w.mul(log1p(e.mul(epsilon))), line),
  ],
  'switches-at-epsilon': [
    'switches at epsilon instead of w',
    pieces(logarithm, line, (e, _, epsilon) => e.lt(epsilon)),
  ],
  'switches-the-wrong-way': [
    'takes the line below w and the logarithm beyond',
    pieces(logarithm, line, (e, w) => e.ge(w)),
  ],
  'never-ends': ['takes the logarithm however large the difference is', pieces(logarithm, logarithm)],
  'signed-difference': [
    'forgets the absolute value in the comparison: every negative difference is near',
    element(
      (p, t, w, epsilon) => {
        const e = p.sub(t);
        return select(e.lt(w), logarithm(abs(e), w, epsilon), line(e, w, epsilon));
      },
      'prediction',
      'target',
      'w',
      'epsilon',
    ),
  ],
  'w-ignored': [
    'always uses w 10',
    withParams(
      (w) => w.mul(0).add(10),
      (epsilon) => epsilon,
    ),
  ],
  'epsilon-ignored': [
    'always uses epsilon 2',
    withParams(
      (w) => w,
      (epsilon) => epsilon.mul(0).add(2),
    ),
  ],
  'epsilon-squared': [
    'squares epsilon',
    withParams(
      (w) => w,
      (epsilon) => epsilon.mul(epsilon),
    ),
  ],
  'w-falsy': [
    'takes w 0 for the default 10',
    withParams(
      (w) => select(w.eq(0), 10, w),
      (epsilon) => epsilon,
    ),
  ],
  'weighted-mean-by-count': byCount(right),
  'w-gradient-dropped': dropped('w'),
  'epsilon-gradient-dropped': dropped('epsilon'),
  'target-gradient-not-negated': [
    'forgets the sign of the gradient of the target',
    { corrupt: scaledGradient('target', -1) },
  ],
});
