import { exp, log, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { pairs } from '../../../reference/losses/metric-learning/labelled-batch.ts';
import { unit as normalised } from '../../../reference/losses/metric-learning/similarities.ts';
import { supervisedContrastive } from '../../../reference/losses/metric-learning/supervised_contrastive.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = supervisedContrastive.algorithms[0].text;
interface Parts {
  readonly unit?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly scale?: (s: Scalar, temperature: Scalar) => Scalar;
  /** Which others an anchor is compared with, as 1 and 0. */
  readonly candidates?: <R>(masks: ReturnType<typeof pairs<R>>) => Tensor<R>;
  readonly pair?: (all: Scalar, positive: Scalar) => Scalar;
  readonly mean?: (sum: Scalar, count: Scalar) => Scalar;
  readonly after?: (loss: Scalar, temperature: Scalar) => Scalar;
}
const among = (s: Scalar, mask: Scalar): Scalar => select(mask.eq(1), s, -Infinity);
const average = (sum: Scalar, count: Scalar): Scalar => select(count.eq(0), 0, sum.div(count));
/** SupCon with one part replaced. */
const supConBy = (parts: Parts) =>
  text<'embedding' | 'label' | 'temperature'>(({ embedding, label, temperature }, settings) => {
    const x = (parts.unit ?? normalised)(embedding);
    const s = map(parts.scale ?? ((v: Scalar, t: Scalar) => v.div(t)), x.matmul(x, { transposeB: true }), temperature);
    const masks = pairs(label);
    const others = parts.candidates?.(masks) ?? masks.positive.add(masks.negative);
    const all = map(among, s, others).logSumExp().column();
    const losses = keep(map(parts.pair ?? ((a: Scalar, p: Scalar) => a.sub(p)), all, s), masks.positive);
    const terms = map(parts.mean ?? average, losses.sum(-1), masks.positive.sum(-1));
    const scaled = parts.after ? map(parts.after, terms, temperature) : terms;
    return reduce(scaled, settings, settings.denominator === 'valid' ? masks.positive.max(-1) : undefined);
  });

export const supervisedContrastiveMutants: Mutant[] = mutantsOf('supervised_contrastive', {
  'lonely-anchor-is-nan': [
    'divides by the number of positives where there is none',
    supConBy({ mean: (sum, count) => sum.div(count) }),
  ],
  'mean-over-all': [
    'divides by all points, those without positives too',
    (o, s) => right(o, s.denominator === 'valid' ? { ...s, denominator: 'count' } : s),
  ],
  'self-included': [
    'leaves each anchor among its own candidates',
    supConBy({
      candidates: ({ positive, negative }) =>
        map((p: Scalar, n: Scalar) => p.sub(p).add(n.sub(n)).add(1), positive, negative),
    }),
  ],
  'negatives-only': [
    'leaves the positives out of the denominator',
    supConBy({ candidates: ({ negative }) => negative }),
  ],
  'positives-added': ['adds the positives instead of averaging', supConBy({ mean: (sum) => sum })],
  'inside-the-logarithm': [
    'averages the probabilities inside the logarithm: L_in',
    text<'embedding' | 'label' | 'temperature'>(({ embedding, label, temperature }, settings) => {
      const x = normalised(embedding);
      const s = x.matmul(x, { transposeB: true }).div(temperature);
      const { positive, negative } = pairs(label);
      const all = map(among, s, positive.add(negative)).logSumExp();
      const own = map(among, s, positive).logSumExp();
      const count = positive.sum(-1);
      const inside = (a: Scalar, p: Scalar, n: Scalar) => select(n.eq(0), 0, a.sub(p).add(log(n)));
      const terms = map(inside, all, own, count);
      return reduce(terms, settings, settings.denominator === 'valid' ? positive.max(-1) : undefined);
    }),
  ],
  'base-temperature': ['multiplies by temperature / 0.07', supConBy({ after: (loss, t) => loss.mul(t.div(0.07)) })],
  'not-normalised': ['uses scalar products for cosines', supConBy({ unit: (x) => x })],
  'norm-floored': [
    'divides by the norm plus 1e-8',
    supConBy({ unit: (x) => x.div(map((n) => n.add(1e-8), x.norm(-1)).column()) }),
  ],
  'temperature-multiplied': ['multiplies by the temperature', supConBy({ scale: (s, t) => s.mul(t) })],
  'tiny-in-the-log': [
    'adds 1e-12 to the ratio inside the logarithm',
    supConBy({ pair: (a, p) => neg(log(exp(p.sub(a)).add(1e-12))) }),
  ],
  'temperature-gradient-dropped': ['treats the temperature as constant', { corrupt: scaledGradient('temperature', 0) }],
  'gradient-halved': ['sends gradients to the anchors only', { corrupt: scaledGradient('embedding', 0.5) }],
});
