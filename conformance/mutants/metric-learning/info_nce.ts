import { exp, log, max, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { infoNce } from '../../../reference/losses/metric-learning/info_nce.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = infoNce.algorithms[0].text;
interface Parts {
  readonly unit?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly scale?: (s: Scalar, temperature: Scalar) => Scalar;
  /** The candidates of each row, made of the logits of the batch. */
  readonly candidates?: <R>(
    all: Tensor<R>,
    positive: Tensor<R>,
    between: (x: 'query' | 'key') => Tensor<R>,
  ) => Tensor<R>;
  readonly finish?: (all: Scalar, positive: Scalar) => Scalar;
  readonly direction?: 'keys search';
}
const normalised = <R>(x: Tensor<R>): Tensor<R> => x.div(x.norm(-1).column());
const hidden = (masked: number) => (s: Scalar, self: Scalar) => select(self.eq(1), masked, s);
/** InfoNCE with one part replaced. */
const infoNceBy = (parts: Parts) =>
  text<'query' | 'key' | 'temperature'>(({ query, key, temperature }, settings: Settings) => {
    const unit = settings.similarity === 'dot' ? <R>(x: Tensor<R>) => x : (parts.unit ?? normalised);
    const scale = parts.scale ?? ((s: Scalar, t: Scalar) => s.div(t));
    const [q, k] = [unit(query), unit(key)];
    const product = (x: typeof q, y: typeof q): typeof q => map(scale, x.matmul(y, { transposeB: true }), temperature);
    const all = parts.direction ? product(k, q) : product(q, k);
    const positive = map(scale, q.mul(k).sum(-1), temperature);
    const between = (which: 'query' | 'key') => {
      const x = which === 'query' ? q : k;
      const own = product(x, x);
      return map(hidden(-Infinity), own, own.identity());
    };
    const candidates = parts.candidates?.(all, positive, between) ?? all;
    return reduce(
      map(parts.finish ?? ((a: Scalar, p: Scalar) => a.sub(p)), candidates.logSumExp(), positive),
      settings,
    );
  });

export const infoNceMutants: Mutant[] = mutantsOf('info_nce', {
  'keys-search': ['lets the keys search among the queries', infoNceBy({ direction: 'keys search' })],
  'both-directions': [
    'averages the two directions: that is CLIP',
    (o, s) => {
      if (s.reduction === 'none') return right(o, s);
      return right(o, s)
        .add(right({ ...o, query: o.key!, key: o.query! }, s))
        .mul(0.5);
    },
  ],
  'positive-counted-twice': [
    'puts the positive in front of a row that still contains it',
    infoNceBy({ candidates: (all, p) => concat(1, all, p.column()) }),
  ],
  'positive-left-out': [
    'leaves the positive out of the denominator',
    infoNceBy({
      candidates: (all) =>
        map((s, self, n) => select(self.eq(1), select(n.eq(1), s, -Infinity), s), all, all.identity(), all.count(0)),
    }),
  ],
  'diagonal-at-0': [
    'replaces the similarity of the positive by 0 in the denominator',
    infoNceBy({ candidates: (all) => map(hidden(0), all, all.identity()) }),
  ],
  'queries-as-negatives': [
    'counts the other queries among the candidates: half of NT-Xent',
    infoNceBy({ candidates: (all, _, between) => concat(1, all, between('query')) }),
  ],
  'not-normalised': ['uses scalar products for cosines', (o, s) => right(o, { ...s, similarity: 'dot' })],
  'always-normalised': ['uses cosines for scalar products', (o, s) => right(o, { ...s, similarity: 'cosine' })],
  'norm-floored': [
    'divides by the norm plus 1e-8',
    infoNceBy({ unit: (x) => x.div(map((n) => n.add(1e-8), x.norm(-1)).column()) }),
  ],
  'norm-clamped': [
    'divides by the norm or 1e-12, so that a zero vector has a similarity',
    infoNceBy({ unit: (x) => x.div(map((n) => max(n, 1e-12), x.norm(-1)).column()) }),
  ],
  'temperature-multiplied': ['multiplies by the temperature', infoNceBy({ scale: (s, t) => s.mul(t) })],
  'temperature-ignored': ['ignores the temperature', infoNceBy({ scale: (s) => s })],
  'tiny-in-the-log': [
    'adds 1e-30 to the ratio inside the logarithm',
    infoNceBy({ finish: (all, p) => neg(log(exp(p.sub(all)).add(1e-30))) }),
  ],
  'divided-by-n-twice': [
    'divides the mean by N once more',
    (o, s) => (s.reduction === 'mean' ? right(o, s).div(o.query!.count(0)) : right(o, s)),
  ],
  'temperature-gradient-dropped': ['treats the temperature as constant', { corrupt: scaledGradient('temperature', 0) }],
  'keys-detached': [
    'sends no gradient to the keys, as a momentum encoder would',
    { corrupt: scaledGradient('key', 0) },
  ],
});
