import { max, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { distances, triplets } from '../../../reference/losses/metric-learning/labelled-batch.ts';
import { tripletSemiHard } from '../../../reference/losses/metric-learning/triplet_semi_hard.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = tripletSemiHard.algorithms[0].text;
type Triplet = (near: Scalar, far: Scalar, margin: Scalar) => Scalar;
interface Parts {
  readonly cost?: Triplet;
  /** 1 where the triplet is mined. */
  readonly mined?: Triplet;
}
const hinge: Triplet = (p, n, m) => max(p.sub(n).add(m), 0);
const within: Triplet = (p, n, m) => select(p.sub(n).add(m).le(0), 0, 1);
const semiHard: Triplet = (p, n, m) => select(n.le(p), 0, within(p, n, m));
/** The loss over all mined triplets with one part replaced; right where other negatives are asked for. */
const mining = (parts: Parts) =>
  text<'embedding' | 'label' | 'margin'>(({ embedding, label, margin }, settings) => {
    if (settings.negatives !== 'all') return right({ embedding, label, margin }, settings);
    const { isTriplet, near, far } = triplets(label, distances(embedding, settings));
    const mined = map(
      (t: Scalar, p: Scalar, n: Scalar, m: Scalar) => select(t.eq(1), (parts.mined ?? semiHard)(p, n, m), 0),
      isTriplet,
      near,
      far,
      margin,
    );
    const cost = parts.cost ?? hinge;
    const kept = (k: Scalar, p: Scalar, n: Scalar, m: Scalar) => select(k.eq(1), cost(p, n, m), 0);
    return reduce(map(kept, mined, near, far, margin).sum(1, 2), settings, mined.sum(1, 2));
  });

export const tripletSemiHardMutants: Mutant[] = mutantsOf('triplet_semi_hard', {
  'hard-too': ['mines every triplet that violates the margin, hard ones too', mining({ mined: within })],
  'hard-only': [
    'mines the triplets whose negative is nearer than the positive',
    mining({ mined: (p, n, m) => select(n.gt(p), 0, within(p, n, m)) }),
  ],
  'tie-is-semi-hard': [
    'takes a negative as far as the positive for semi-hard',
    mining({ mined: (p, n, m) => select(n.ge(p), within(p, n, m), 0) }),
  ],
  'nan-not-mined': [
    'asks whether the negative is farther, so that NaN is left out',
    mining({ mined: (p, n, m) => select(n.gt(p), within(p, n, m), 0) }),
  ],
  'without-upper-bound': [
    'counts negatives beyond the margin as mined',
    mining({ mined: (p, n) => select(n.gt(p), 1, 0) }),
  ],
  'margin-dropped': ['leaves the margin out of the cost', mining({ cost: (p, n) => max(p.sub(n), 0) })],
  'margin-1': ['always costs with margin 1', mining({ cost: (p, n, m) => hinge(p, n, m.sub(m).add(1)) })],
  'squared-violation': ['squares the violation', mining({ cost: (p, n, m) => hinge(p, n, m).mul(hinge(p, n, m)) })],
  'closest-only': ['mines the closest negative only', (o, s) => right(o, { ...s, negatives: 'closest' })],
  'closest-or-farthest': [
    'mines the closest farther negative, or else the farthest, whatever is asked for',
    (o, s) => right(o, { ...s, negatives: 'closest_or_farthest' }),
  ],
  'falls-back-to-the-farthest': [
    'takes the farthest negative where none is semi-hard',
    (o, s) => right(o, s.negatives === 'closest' ? { ...s, negatives: 'closest_or_farthest' } : s),
  ],
  'no-fallback': [
    'has no fallback where one is asked for',
    (o, s) => right(o, s.negatives === 'closest_or_farthest' ? { ...s, negatives: 'closest' } : s),
  ],
  'empty-is-0': ['returns 0 where nothing is mined', (o, s) => right(o, { ...s, empty: 'zero' })],
  'mean-over-points': [
    'divides by the number of points',
    (o, s) => (s.reduction === 'mean' ? reduce(right(o, { ...s, reduction: 'none' }), s) : right(o, s)),
  ],
  'squared-for-euclidean': ['uses squared distances', (o, s) => right(o, { ...s, distance: 'squared' })],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  'gradient-halved': ['sends half of the gradient', { corrupt: scaledGradient('embedding', 0.5) }],
});
