import { exp, log, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { clip } from '../../../reference/losses/metric-learning/clip.ts';
import { compared } from '../../../reference/losses/metric-learning/similarities.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text as textOf } from '../mutant.ts';

const right = clip.algorithms[0].text;
interface Parts {
  readonly scale?: (s: Scalar, scale: Scalar) => Scalar;
  /** What is summed over for rows and for columns. */
  readonly sides?: <R>(all: Tensor<R>) => readonly [Tensor<R>, Tensor<R>];
  readonly finish?: (all: Scalar, own: Scalar) => Scalar;
  readonly share?: number;
}
const transposed = <R>(s: Tensor<R>): Tensor<R> => s.moveAxis(0, 1);
/** CLIP with one part replaced. */
const clipBy = (parts: Parts) =>
  textOf<'image' | 'text' | 'logit_scale'>(({ image, text, logit_scale }, settings) => {
    const scale = parts.scale ?? ((s: Scalar, by: Scalar) => s.mul(by));
    const [a, b] = [compared(image, settings), compared(text, settings)];
    const all = map(scale, a.matmul(b, { transposeB: true }), logit_scale);
    const own = map(scale, a.mul(b).sum(-1), logit_scale);
    const finish = parts.finish ?? ((x: Scalar, p: Scalar) => x.sub(p));
    const [rows, columns] = (parts.sides ?? ((s) => [s, transposed(s)] as const))(all);
    const [byImage, byText] = [map(finish, rows.logSumExp(), own), map(finish, columns.logSumExp(), own)];
    return reduce(byImage.add(byText).mul(parts.share ?? 0.5), settings);
  });
const offDiagonal = (s: Scalar, self: Scalar, n: Scalar): Scalar =>
  select(self.eq(1), select(n.eq(1), s, -Infinity), s);

export const clipMutants: Mutant[] = mutantsOf('clip', {
  'rows-twice': ['takes the cross-entropy of the rows twice', clipBy({ sides: (s) => [s, s] })],
  'columns-twice': [
    'takes the cross-entropy of the columns twice',
    clipBy({ sides: (s) => [transposed(s), transposed(s)] }),
  ],
  'directions-added': ['adds the two directions', clipBy({ share: 1 })],
  'scale-divides': ['divides by the scale, as by a temperature', clipBy({ scale: (s, by) => s.div(by) })],
  'scale-as-its-logarithm': ['takes the scale for its logarithm', clipBy({ scale: (s, by) => s.mul(exp(by)) })],
  'scale-ignored': ['ignores the scale', clipBy({ scale: (s) => s })],
  'scale-capped': ['caps the scale at 100 in the loss', clipBy({ scale: (s, by) => s.mul(select(by.gt(99), 99, by)) })],
  'positive-left-out': [
    'leaves the own pair out of the denominators',
    clipBy({
      sides: (s) => {
        const others = map(offDiagonal, s, s.identity(), s.count(0));
        return [others, transposed(others)];
      },
    }),
  ],
  'not-normalised': ['uses scalar products for cosines', (o, s) => right(o, { ...s, similarity: 'dot' })],
  'always-normalised': ['normalises what is to be taken as it is', (o, s) => right(o, { ...s, similarity: 'cosine' })],
  'tiny-in-the-log': [
    'adds 1e-30 to the ratio inside the logarithm',
    clipBy({ finish: (x, p) => neg(log(exp(p.sub(x)).add(1e-30))) }),
  ],
  'scale-gradient-of-the-logarithm': [
    'returns the gradient with respect to the logarithm of the scale',
    { corrupt: scaledGradient('logit_scale', 16) },
  ],
  'text-detached': ['sends no gradient to the text', { corrupt: scaledGradient('text', 0) }],
});
