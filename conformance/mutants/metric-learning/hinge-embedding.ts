import { max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Term = (d: Scalar, y: Scalar, margin: Scalar) => Scalar;
const embedding = (term: Term, settingsOf: Readonly<Record<string, string>> = {}) =>
  text<'distance' | 'target' | 'margin', 'weight'>(({ distance, target, margin, weight }, settings) =>
    reduceElements(term, [distance, target, margin], weight, { ...settings, ...settingsOf }),
  );
const far: Term = (d, _, m) => max(m.sub(d), 0);
const right: Term = (d, y, m) => select(y.eq(1), d, far(d, y, m));

export const hingeEmbeddingMutants: Mutant[] = mutantsOf('hinge_embedding', {
  'labels-exchanged': ['pulls together what is not alike', embedding((d, y, m) => right(d, y.mul(-1), m))],
  'hinge-of-a-score': [
    'takes the distance for a score: max(0, margin - y d)',
    embedding((d, y, m) => max(m.sub(y.mul(d)), 0)),
  ],
  'both-parts': ['adds both parts, whatever the label', embedding((d, y, m) => d.add(far(d, y, m)))],
  'not-alike-only': ['leaves out the pairs that are alike', embedding((d, y, m) => select(y.eq(1), 0, far(d, y, m)))],
  'margin-on-both-sides': [
    'lets pairs that are alike lie a margin apart',
    embedding((d, y, m) => select(y.eq(1), max(d.sub(m), 0), far(d, y, m))),
  ],
  'no-cut': ['does not cut off at 0', embedding((d, y, m) => select(y.eq(1), d, m.sub(d)))],
  squared: ['squares both parts, as the contrastive loss does', embedding((d, y, m) => square(right(d, y, m)))],
  'margin-1': ['uses the margin 1 whatever is asked for', embedding((d, y, m) => right(d, y, m.mul(0).add(1)))],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    embedding((d, y, m) => right(d, y, select(m.eq(0), 1, m))),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of pairs',
    embedding(right, { denominator: 'count' }),
  ],
  'gradient-sign': ['pushes apart what it should pull together', { corrupt: scaledGradient('distance', -1) }],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
