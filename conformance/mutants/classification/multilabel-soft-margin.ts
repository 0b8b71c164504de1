import {
  exp,
  log,
  max,
  min,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { multilabelSoftMargin } from '../../../reference/losses/classification/multilabel_soft_margin.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = multilabelSoftMargin.algorithms[0].text;
type Term = (z: Scalar, y: Scalar) => Scalar;
const bce: Term = (z, y) => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
/** The loss with another binary loss, or another mean over the classes. */
const rows = (
  term: Term,
  mean: <R>(terms: Tensor<R>, weight: Tensor<R> | undefined) => Tensor<R> = (terms) => terms.mean(-1),
) =>
  text<'logits' | 'target', 'class_weight'>(({ logits, target, class_weight }, settings) => {
    const terms = map(term, logits, target);
    return reduce(mean(class_weight ? map(zeroTimes, class_weight, terms) : terms, class_weight), settings);
  });

export const multilabelSoftMarginMutants: Mutant[] = mutantsOf('multilabel_soft_margin', {
  'sum-over-the-classes': ['adds the classes of a row', rows(bce, (terms) => terms.sum(-1))],
  'divided-by-the-weights': [
    'divides by the summed class weights',
    rows(bce, (terms, w) => {
      if (!w) return terms.mean(-1);
      return map((sum, total) => select(total.eq(0), 0, sum.div(total)), terms.sum(-1), w.sum());
    }),
  ],
  'weight-ignored': ['ignores class weights', ({ class_weight: _, ...o }, s) => right(o, s)],
  'weight-on-positives': [
    'multiplies the positive part only',
    text<'logits' | 'target', 'class_weight'>(({ logits, target, class_weight }, settings) => {
      const term = (z: Scalar, y: Scalar, w: Scalar): Scalar =>
        zeroTimes(y.mul(w), softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
      return reduce(map(term, logits, target, class_weight ?? logits.lift(1)).mean(-1), settings);
    }),
  ],
  'naive-softplus': [
    'computes log(1 + exp(z)), which overflows',
    rows((z, y) => {
      const naive = (x: Scalar): Scalar => log(exp(x).add(1));
      return y.mul(naive(neg(z))).add(oneMinus(y).mul(naive(z)));
    }),
  ],
  'asymmetric-form': [
    'computes (1 - y) z - log sigmoid(z), which cancels for negative logits',
    rows((z, y) =>
      oneMinus(y)
        .mul(z)
        .add(softplus(neg(z))),
    ),
  ],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    rows((z, y) => {
      const p = max(min(sigmoid(z), 1 - 1e-7), 1e-7);
      return neg(y.mul(log(p)).add(oneMinus(y).mul(log(oneMinus(p)))));
    }),
  ],
  'labels-flipped': ['swaps the two labels', rows((z, y) => bce(z, oneMinus(y)))],
  'positives-only': ['counts the right classes only', rows((z, y) => zeroTimes(y, softplus(neg(z))))],
  'mean-over-all-in-sum': [
    'divides a sum over the rows by their number, too',
    (o, s) => right(o, { ...s, reduction: s.reduction === 'sum' ? 'mean' : s.reduction }),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'gradient-not-divided': [
    'forgets to divide the gradient by C',
    { corrupt: (outputs, c) => scaledGradient('logits', c.operands.logits!.shape[1]!)(outputs) },
  ],
});
