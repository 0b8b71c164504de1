import { exp, log, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { ntXent } from '../../../reference/losses/metric-learning/nt_xent.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const rightNtXent = ntXent.algorithms[0].text;
type Views = 'first' | 'second' | 'temperature';
interface Similarity {
  readonly unit?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly diagonal?: number;
  readonly directions?: 'both' | 'first' | 'added';
  readonly extraPositive?: boolean;
  readonly scale?: (s: Scalar, temperature: Scalar) => Scalar;
  readonly logSumExp?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly finish?: (all: Scalar, positive: Scalar) => Scalar;
  readonly inView?: boolean;
}
const normalised = <R>(x: Tensor<R>): Tensor<R> => x.div(x.norm(-1).column());
/** NT-Xent with one part replaced. */
const contrast = (parts: Similarity) =>
  text<Views>(({ first, second, temperature }, settings) => {
    const unit = parts.unit ?? normalised;
    const scale = parts.scale ?? ((s: Scalar, t: Scalar) => s.div(t));
    const [a, b] = [unit(first), unit(second)];
    const masked = parts.diagonal ?? -Infinity;
    const mask = (s: Scalar, self: Scalar): Scalar => select(self.eq(1), masked, s);
    const row = <R>(x: Tensor<R>, y: Tensor<R>, t: Tensor<R>): Tensor<R> => {
      const own = map(scale, x.matmul(x, { transposeB: true }), t);
      const cross = map(scale, x.matmul(y, { transposeB: true }), t);
      const hidden = map(mask, own, own.identity());
      return parts.inView === false ? cross : concat(1, hidden, cross);
    };
    const positive = map(scale, a.mul(b).sum(-1), temperature);
    const total = <R>(x: Tensor<R>, p: Tensor<R>): Tensor<R> => {
      const all = parts.extraPositive ? concat(1, x, p.column()) : x;
      return parts.logSumExp ? parts.logSumExp(all) : all.logSumExp();
    };
    const finish = parts.finish ?? ((all: Scalar, p: Scalar) => all.sub(p));
    const one = map(finish, total(row(a, b, temperature), positive), positive);
    const two = map(finish, total(row(b, a, temperature), positive), positive);
    if (parts.directions === 'first' && settings.reduction !== 'none') return reduce(one, settings);
    const both = reduce(concat(0, one, two), settings);
    return parts.directions === 'added' && settings.reduction === 'mean' ? both.mul(2) : both;
  });

export const ntXentMutants: Mutant[] = mutantsOf('nt_xent', {
  'positive-counted-twice': [
    'puts the positive in front of a row that still contains it',
    contrast({ extraPositive: true }),
  ],
  'self-included': ['leaves each view among its own negatives', contrast({ diagonal: 0, scale: (s, t) => s.div(t) })],
  'self-at-minus-9': ['masks the diagonal with -9 instead of -infinity', contrast({ diagonal: -9 })],
  'one-direction': ['averages the first N views only', contrast({ directions: 'first' })],
  'directions-added': ['adds the means of the two directions', contrast({ directions: 'added' })],
  'other-view-only': ['compares with the other view only, N candidates instead of 2N - 1', contrast({ inView: false })],
  'not-normalised': ['uses dot products instead of cosines', contrast({ unit: (x) => x })],
  'norm-floored': [
    'divides by the norm plus 1e-6',
    contrast({ unit: (x) => x.div(map((n) => n.add(1e-6), x.norm(-1)).column()) }),
  ],
  'temperature-multiplied': ['multiplies by the temperature', contrast({ scale: (s, t) => s.mul(t) })],
  'temperature-ignored': ['ignores the temperature', contrast({ scale: (s, t) => s.mul(t.div(t)) })],
  'tiny-in-the-log': [
    'adds 1e-30 to the ratio inside the logarithm',
    contrast({ finish: (all, p) => neg(log(exp(p.sub(all)).add(1e-30))) }),
  ],
  'no-shift': [
    'exponentiates without shifting by the maximum',
    contrast({ scale: (s, t) => s.div(t), logSumExp: (x) => map(log, x.add(600).exp().sum(-1)).sub(600) }),
  ],
  'divided-by-n': [
    'divides the sum over 2N views by N',
    (o, s) => (s.reduction === 'mean' ? rightNtXent(o, s).mul(2) : rightNtXent(o, s)),
  ],
  'temperature-gradient-dropped': ['treats the temperature as constant', { corrupt: scaledGradient('temperature', 0) }],
  'second-view-detached': ['sends no gradient to the second view', { corrupt: scaledGradient('second', 0) }],
});
