import { exp, log, max, min, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { distances, triplets } from '../../../reference/losses/metric-learning/labelled-batch.ts';
import { tripletBatchAll } from '../../../reference/losses/metric-learning/triplet_batch_all.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = tripletBatchAll.algorithms[0].text;
type Hinge = (near: Scalar, far: Scalar, margin: Scalar) => Scalar;
interface Parts {
  readonly hinge?: Hinge;
  readonly isTriplet?: <R>(right: Tensor<R>, label: Tensor<R>) => Tensor<R>;
  readonly share?: Hinge;
  readonly empty?: 'plus tiny';
}
const violation: Hinge = (near, far, margin) => near.sub(far).add(margin);
const hinge: Hinge = (near, far, margin) => max(violation(near, far, margin), 0);
/** By what is not cut off: a cut would seem to be a tie. */
const isViolated: Hinge = (near, far, margin) => select(violation(near, far, margin).le(0), 0, 1);
/** Batch-all triplet loss with one part replaced. */
const allBy = (parts: Parts) =>
  text<'embedding' | 'label' | 'margin'>(({ embedding, label, margin }, settings) => {
    const found = triplets(label, distances(embedding, settings));
    const { near, far } = found;
    const isTriplet = parts.isTriplet?.(found.isTriplet, label) ?? found.isTriplet;
    const within = (of: Hinge) =>
      map(
        (t: Scalar, p: Scalar, n: Scalar, m: Scalar) => select(t.eq(1), of(p, n, m), 0),
        isTriplet,
        near,
        far,
        margin,
      ).sum(1, 2);
    const isActive = parts.share ?? isViolated;
    const shares = settings.denominator === 'active' || parts.share ? within(isActive) : isTriplet.sum(1, 2);
    const terms = within(parts.hinge ?? hinge);
    if (parts.empty && settings.reduction === 'mean') return terms.sum().div(shares.sum().add(1e-16));
    return reduce(terms, settings, shares);
  });
const another = (denominator: 'valid' | 'active') =>
  allBy({
    share: denominator === 'valid' ? (p) => select(p.eq(p), 1, 0) : isViolated,
  });

export const tripletBatchAllMutants: Mutant[] = mutantsOf('triplet_batch_all', {
  'always-active': ['averages over the triplets that violate the margin', another('active')],
  'never-active': ['averages over all triplets where the active ones are asked for', another('valid')],
  'tiny-in-the-denominator': ['divides by the number of triplets plus 1e-16', allBy({ empty: 'plus tiny' })],
  'anchor-as-positive': [
    'takes an anchor for its own positive',
    allBy({
      isTriplet: (t, label) => {
        const [n] = label.shape as readonly [Tensor<unknown>['shape'][number]];
        const same = map(
          (a: Scalar, b: Scalar) => select(a.eq(b), 1, 0),
          label.reshape([n, 1, 1]),
          label.reshape([1, n, 1]),
        );
        const other = map(
          (a: Scalar, b: Scalar) => select(a.eq(b), 0, 1),
          label.reshape([n, 1, 1]),
          label.reshape([1, 1, n]),
        );
        return same.mul(other).add(t.sub(t));
      },
    }),
  ],
  'each-pair-once': [
    'lets anchor and positive change places only once',
    allBy({
      isTriplet: (t, label) => {
        const [n] = label.shape as readonly [Tensor<unknown>['shape'][number]];
        const at = t.indices();
        return map(
          (x: Scalar, a: Scalar, p: Scalar) => select(a.lt(p), x, 0),
          t,
          at.reshape([n, 1, 1]),
          at.reshape([1, n, 1]),
        );
      },
    }),
  ],
  'mean-over-anchors': [
    'divides by the number of points',
    (o, s) => (s.reduction === 'mean' ? reduce(right(o, { ...s, reduction: 'none' }), s) : right(o, s)),
  ],
  'nan-not-active': [
    'asks whether a triplet costs more than 0, so that NaN is not counted',
    allBy({ share: (p, n, m) => select(violation(p, n, m).gt(0), 1, 0) }),
  ],
  'squared-for-euclidean': ['uses squared distances', (o, s) => right(o, { ...s, distance: 'squared' })],
  'no-hinge': ['does not cut off at 0', allBy({ hinge: violation })],
  'soft-hinge': [
    'uses a softplus for the hinge',
    allBy({ hinge: (p, n, m) => log(exp(min(p.sub(n).add(m), 500)).add(1)) }),
  ],
  'positive-and-negative-exchanged': [
    'exchanges the two distances',
    allBy({ hinge: (p, n, m) => max(n.sub(p).add(m), 0) }),
  ],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    allBy({ hinge: (p, n, m) => hinge(p, n, select(m.eq(0), 1, m)) }),
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  'gradient-halved': ['sends half of the gradient', { corrupt: scaledGradient('embedding', 0.5) }],
});
