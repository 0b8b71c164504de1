import { max, select, softplus, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Term = (a: Scalar, b: Scalar, y: Scalar, margin: Scalar) => Scalar;
const ranking = (term: Term, settingsOf: Readonly<Record<string, string>> = {}) =>
  text<'first' | 'second' | 'target' | 'margin', 'weight'>(({ first, second, target, margin, weight }, settings) =>
    reduceElements(term, [first, second, target, margin], weight, { ...settings, ...settingsOf }),
  );
const short: Term = (a, b, y, m) => m.sub(y.mul(a.sub(b)));
const right: Term = (a, b, y, m) => max(short(a, b, y, m), 0);

export const marginRankingMutants: Mutant[] = mutantsOf('margin_ranking', {
  'order-exchanged': [
    'wants the second ranked higher where the label is 1',
    ranking((a, b, y, m) => right(b, a, y, m)),
  ],
  'label-ignored': ['takes every label for 1', ranking((a, b, y, m) => right(a, b, y.mul(y), m))],
  'labels-of-0-and-1': ['takes the label -1 for 0', ranking((a, b, y, m) => right(a, b, max(y, 0), m))],
  'margin-subtracted': ['subtracts the margin', ranking((a, b, y, m) => right(a, b, y, m.mul(-1)))],
  'margin-ignored': ['ignores the margin', ranking((a, b, y, m) => right(a, b, y, m.mul(0)))],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    ranking((a, b, y, m) => right(a, b, y, select(m.eq(0), 1, m))),
  ],
  'margin-times-label': ['multiplies the margin by the label', ranking((a, b, y, m) => max(y.mul(m.sub(a.sub(b))), 0))],
  'margin-before-the-difference': [
    'adds the margin to one score first, where large scores swallow it',
    ranking((a, b, y, m) => max(b.add(y.mul(m)).sub(a).mul(y), 0)),
  ],
  'no-cut': ['does not cut off at 0', ranking(short)],
  squared: ['squares the hinge', ranking((a, b, y, m) => square(right(a, b, y, m)))],
  soft: ['uses a softplus for the hinge', ranking((a, b, y, m) => softplus(short(a, b, y, m)))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of pairs',
    ranking(right, { denominator: 'count' }),
  ],
  'second-detached': ['sends no gradient to the second score', { corrupt: scaledGradient('second', 0) }],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
