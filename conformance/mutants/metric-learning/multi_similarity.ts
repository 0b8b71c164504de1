import { log, max, neg, select, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { among, pairs } from '../../../reference/losses/metric-learning/labelled-batch.ts';
import { multiSimilarity } from '../../../reference/losses/metric-learning/multi_similarity.ts';
import { unit as normalised } from '../../../reference/losses/metric-learning/similarities.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = multiSimilarity.algorithms[0].text;
interface Parts {
  readonly unit?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly positives?: <R>(masks: ReturnType<typeof pairs<R>>) => Tensor<R>;
  /** The exponents of positives and of negatives. */
  readonly unlike?: (s: Scalar, base: Scalar, scale: Scalar) => Scalar;
  readonly alike?: (s: Scalar, base: Scalar, scale: Scalar) => Scalar;
  readonly finish?: (logSum: Scalar, scale: Scalar) => Scalar;
}
const unlikeness = (s: Scalar, base: Scalar, scale: Scalar): Scalar => neg(s.sub(base).mul(scale));
const alikeness = (s: Scalar, base: Scalar, scale: Scalar): Scalar => s.sub(base).mul(scale);
/** Multi-similarity with one part replaced. */
const multiSimilarityBy = (parts: Parts) =>
  text<'embedding' | 'label' | 'positive_scale' | 'negative_scale' | 'base'>((operands, settings) => {
    const { embedding, label, positive_scale, negative_scale, base } = operands;
    const x = (parts.unit ?? normalised)(embedding);
    const s = x.matmul(x, { transposeB: true });
    const masks = pairs(label);
    const side = (exponent: typeof alikeness, scale: typeof s, mask: typeof s) =>
      map(
        parts.finish ?? ((l: Scalar, a: Scalar) => softplus(l).div(a)),
        map(among, map(exponent, s, base, scale), mask).logSumExp(),
        scale,
      );
    const ofPositives = side(parts.unlike ?? unlikeness, positive_scale, parts.positives?.(masks) ?? masks.positive);
    return reduce(ofPositives.add(side(parts.alike ?? alikeness, negative_scale, masks.negative)), settings);
  });

export const multiSimilarityMutants: Mutant[] = mutantsOf('multi_similarity', {
  'scales-exchanged': [
    'exchanges the two scales',
    (o, s) => right({ ...o, positive_scale: o.negative_scale!, negative_scale: o.positive_scale! }, s),
  ],
  'not-divided-by-the-scales': [
    'does not divide the logarithms by the scales',
    multiSimilarityBy({ finish: (l) => softplus(l) }),
  ],
  'without-the-1': ['leaves the 1 out of the logarithm', multiSimilarityBy({ finish: (l, a) => max(l.div(a), -1e6) })],
  'base-ignored': [
    'ignores the base',
    multiSimilarityBy({ unlike: (s, _, a) => neg(s.mul(a)), alike: (s, _, a) => s.mul(a) }),
  ],
  'base-added': [
    'adds the base where it is to be subtracted',
    multiSimilarityBy({ unlike: (s, b, a) => neg(s.add(b).mul(a)), alike: (s, b, a) => s.add(b).mul(a) }),
  ],
  'sign-of-positives': ['rewards positives for being unlike', multiSimilarityBy({ unlike: alikeness })],
  'anchor-among-positives': [
    'counts an anchor among its own positives',
    multiSimilarityBy({ positives: ({ negative }) => map((n) => select(n.eq(1), 0, 1), negative) }),
  ],
  'not-normalised': ['uses scalar products for cosines', multiSimilarityBy({ unit: (x) => x })],
  'norm-floored': [
    'divides by the norm plus 1e-8',
    multiSimilarityBy({ unit: (x) => x.div(map((n) => n.add(1e-8), x.norm(-1)).column()) }),
  ],
  'naive-logarithm': [
    'adds 1 before the logarithm, which loses small sums',
    multiSimilarityBy({ finish: (l, a) => log(softplus(l).add(1)).div(a) }),
  ],
  'mean-of-the-positive': [
    'averages over the anchors whose loss is not 0',
    (o, s) => {
      if (s.reduction !== 'mean') return right(o, s);
      const terms = right(o, { ...s, reduction: 'none' });
      const active = map((t) => select(t.le(0), 0, 1), terms);
      return map((sum, n) => select(n.eq(0), 0, sum.div(n)), terms.sum(), active.sum());
    },
  ],
  'base-gradient-dropped': ['treats the base as constant', { corrupt: scaledGradient('base', 0) }],
  'gradient-halved': ['sends gradients to the anchors only', { corrupt: scaledGradient('embedding', 0.5) }],
});
