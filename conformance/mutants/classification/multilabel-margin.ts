import { max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { multilabelMargin } from '../../../reference/losses/classification/multilabel_margin.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = multilabelMargin.algorithms[0].text;
interface Parts {
  readonly gap?: (right: Scalar, wrong: Scalar, margin: Scalar) => Scalar;
  readonly cut?: (gap: Scalar) => Scalar;
  /** 1 where the pair counts. */
  readonly counts?: (yRight: Scalar, yWrong: Scalar, isSelf: Scalar) => Scalar;
  readonly divide?: <R>(sum: Tensor<R>, target: Tensor<R>) => Tensor<R>;
}
/** The loss with one part replaced. */
const multilabel = ({
  gap = (r, w, m) => m.add(w.sub(r)),
  cut = (x) => max(x, 0),
  counts = (yr, yw) => select(yr.eq(1), select(yw.eq(0), 1, 0), 0),
  divide = (sum, y) => sum.div(y.count(-1)),
}: Parts) =>
  text<'scores' | 'target' | 'margin'>(({ scores, target, margin }, settings) => {
    const across = <R>(x: Tensor<R>): Tensor<R> => x.column().moveAxis(-1, -2);
    const isSelf = map((i, j) => select(i.eq(j), 1, 0), scores.indices().column(), scores.indices());
    const pair = (r: Scalar, w: Scalar, yr: Scalar, yw: Scalar, self: Scalar, m: Scalar): Scalar =>
      select(counts(yr, yw, self).eq(1), cut(gap(r, w, m)), 0);
    const [x, y] = [scores, target];
    const pairs = map(pair, x.column(), across(x), y.column(), across(y), isSelf, margin);
    return reduce(divide(pairs.sum(-1, -2), target), settings);
  });

export const multilabelMarginMutants: Mutant[] = mutantsOf('multilabel_margin', {
  'not-divided': ['does not divide by the number of classes', multilabel({ divide: (sum) => sum })],
  'divided-by-the-pairs': [
    'divides by the number of pairs',
    multilabel({
      divide: (sum, y) => map((x, ones, n) => x.div(max(ones.mul(n.sub(ones)), 1)), sum, y.sum(-1), y.count(-1)),
    }),
  ],
  'right-against-right': [
    'compares each right class with all others, right ones too',
    multilabel({ counts: (yr, _, self) => select(yr.eq(1), select(self.eq(1), 0, 1), 0) }),
  ],
  'compares-with-itself': [
    'lets each right class add the margin',
    multilabel({ counts: (yr, yw, self) => select(yr.eq(1), select(yw.eq(0), 1, self), 0) }),
  ],
  'labels-exchanged': [
    'wants the wrong classes to score higher',
    multilabel({ counts: (yr, yw) => select(yr.eq(0), select(yw.eq(1), 1, 0), 0) }),
  ],
  'best-wrong-class-only': [
    'compares each right class with the best wrong one only',
    text<'scores' | 'target' | 'margin'>(({ scores, target, margin }, settings) => {
      const rival = map((s, y) => select(y.eq(1), -Infinity, s), scores, target)
        .max(-1)
        .column();
      const terms = map((s, y, r, m) => select(y.eq(1), max(m.add(r.sub(s)), 0), 0), scores, target, rival, margin);
      return reduce(terms.mean(-1), settings);
    }),
  ],
  'margin-first': [
    'subtracts the right score from the margin first, where large scores swallow it',
    multilabel({ gap: (r, w, m) => m.sub(r).add(w) }),
  ],
  'margin-subtracted': ['subtracts the margin', multilabel({ gap: (r, w, m) => w.sub(r).sub(m) })],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    multilabel({ gap: (r, w, m) => select(m.eq(0), 1, m).add(w.sub(r)) }),
  ],
  'no-cut': ['does not cut off at 0', multilabel({ cut: (x) => x })],
  squared: ['squares the hinge', multilabel({ cut: (x) => square(max(x, 0)) })],
  'first-class-lost': [
    'takes the label of class 0 for the end of the list',
    (o, s) => right({ ...o, target: map((y, c) => select(c.eq(0), 0, y), o.target!, o.scores!.indices()) }, s),
  ],
  'gradient-not-divided': [
    'forgets to divide the gradient by C',
    {
      corrupt: (outputs, c) => scaledGradient('scores', c.operands.scores!.shape[1]!)(outputs),
    },
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
