import { exp, log, max, min, neg, select, sqrt } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { among, distances, pairs, withBoth } from '../../../reference/losses/metric-learning/labelled-batch.ts';
import { tripletBatchHard } from '../../../reference/losses/metric-learning/triplet_batch_hard.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = tripletBatchHard.algorithms[0].text;
type Masks<R> = ReturnType<typeof pairs<R>>;
interface Parts {
  readonly distance?: <R>(x: Tensor<R>, settings: Settings) => Tensor<R>;
  readonly positives?: <R>(masks: Masks<R>, label: Tensor<R>) => Tensor<R>;
  readonly farthest?: (distance: Scalar, mask: Scalar) => Scalar;
  readonly positive?: 'closest';
  readonly closest?: <R>(distance: Tensor<R>, mask: Tensor<R>) => Tensor<R>;
  readonly hinge?: (near: Scalar, far: Scalar, margin: Scalar) => Scalar;
  readonly valid?: <R>(masks: Masks<R>) => Tensor<R>;
}
const violation = (near: Scalar, far: Scalar, margin: Scalar): Scalar => near.sub(far).add(margin);
const hinge = (near: Scalar, far: Scalar, margin: Scalar): Scalar => max(violation(near, far, margin), 0);
const opposite = (d: Scalar, mask: Scalar): Scalar => among(neg(d), mask);
const nearest = <R>(d: Tensor<R>, mask: Tensor<R>): Tensor<R> => map(opposite, d, mask).max(-1).neg();
/** Batch-hard triplet loss with one part replaced. */
const hardest = (parts: Parts) =>
  text<'embedding' | 'label' | 'margin'>(({ embedding, label, margin }, settings) => {
    const distance = (parts.distance ?? distances)(embedding, settings);
    const own = pairs(label);
    const masks = { ...own, positive: parts.positives?.(own, label) ?? own.positive };
    const near =
      parts.positive === 'closest'
        ? nearest(distance, masks.positive)
        : map(parts.farthest ?? among, distance, masks.positive).max(-1);
    const far = (parts.closest ?? nearest)(distance, masks.negative);
    const valid = (parts.valid ?? withBoth)(masks);
    const terms = keep(map(parts.hinge ?? hinge, near, far, margin), valid);
    const costs = parts.hinge ?? violation;
    const isActive = (v: Scalar, p: Scalar, n: Scalar, m: Scalar): Scalar =>
      select(v.eq(1), select(costs(p, n, m).le(0), 0, 1), 0);
    const active = map(isActive, valid, near, far, margin);
    const shares = { valid, active, count: undefined };
    return reduce(terms, settings, shares[settings.denominator as keyof typeof shares]);
  });

export const tripletBatchHardMutants: Mutant[] = mutantsOf('triplet_batch_hard', {
  'mean-over-all': [
    'divides by all points, those without a pair too',
    (o, s) => right(o, s.denominator === 'valid' ? { ...s, denominator: 'count' } : s),
  ],
  'mean-of-the-active': [
    'divides by the anchors that violate the margin',
    (o, s) => right(o, s.denominator === 'valid' ? { ...s, denominator: 'active' } : s),
  ],
  'empty-is-0': ['returns 0 where no anchor has a pair', (o, s) => right(o, { ...s, empty: 'zero' })],
  'anchor-among-positives': [
    'takes an anchor for its own positive, so that points alone in their class count',
    hardest({ positives: ({ negative }) => map((n) => select(n.eq(1), 0, 1), negative) }),
  ],
  'zero-as-the-mask': [
    'multiplies distances by the mask, so that the closest negative is a masked 0',
    hardest({
      closest: (d, mask) =>
        map((x: Scalar, m: Scalar) => neg(x.mul(m)), d, mask)
          .max(-1)
          .neg(),
    }),
  ],
  'closest-positive': ['takes the closest positive: batch-easy', hardest({ positive: 'closest' })],
  'farthest-negative': ['takes the farthest negative', hardest({ closest: (d, mask) => map(among, d, mask).max(-1) })],
  'squared-for-euclidean': ['uses squared distances', (o, s) => right(o, { ...s, distance: 'squared' })],
  'euclidean-for-squared': [
    'uses plain distances where squared ones are asked for',
    (o, s) => right(o, { ...s, distance: 'euclidean' }),
  ],
  'distance-by-products': [
    'expands the squared distance to |a|^2 + |b|^2 - 2ab',
    hardest({
      distance: (x, { distance }) => {
        const squares = x.square().sum(-1);
        const q = squares
          .column()
          .add(squares)
          .sub(x.matmul(x, { transposeB: true }).mul(2));
        if (distance === 'squared') return q;
        return map((y: Scalar) => select(y.le(0), 0, sqrt(select(y.le(0), 1, y))), q);
      },
    }),
  ],
  'root-of-the-sum': [
    'takes the root of the sum of squares, whose gradient is NaN on the diagonal',
    hardest({
      distance: (x, settings) => {
        const squares = distances(x, { ...settings, distance: 'squared' });
        return settings.distance === 'squared' ? squares : squares.sqrt();
      },
    }),
  ],
  'epsilon-in-the-root': [
    'adds 1e-12 to the sum of squares',
    hardest({
      distance: (x, settings) => {
        const squares = distances(x, { ...settings, distance: 'squared' });
        return settings.distance === 'squared' ? squares : map((q: Scalar) => sqrt(q.add(1e-12)), squares);
      },
    }),
  ],
  'label-0-ignored': [
    'takes label 0 for "no label"',
    hardest({
      positives: ({ positive }, label) =>
        map((p: Scalar, l: Scalar) => select(l.eq(0), 0, p), positive, label.column()),
    }),
  ],
  'soft-hinge': [
    'uses a softplus for the hinge',
    hardest({ hinge: (p, n, m) => log(exp(min(p.sub(n).add(m), 500)).add(1)) }),
  ],
  'no-hinge': ['does not cut off at 0', hardest({ hinge: violation })],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    hardest({ hinge: (p, n, m) => hinge(p, n, select(m.eq(0), 1, m)) }),
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  'gradient-to-anchors-only': [
    'sends half of the gradient, as if the others were constant',
    { corrupt: scaledGradient('embedding', 0.5) },
  ],
});
