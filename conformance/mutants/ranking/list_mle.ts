import { exp, log, log1p, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { across } from '../../../reference/losses/ranking/better-pairs.ts';
import { listMle } from '../../../reference/losses/ranking/list_mle.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = listMle.algorithms[0].text;
type Of = 'scores' | 'relevance';

/** 1 where item j may still be left when i is drawn: the grades, or the scores, of both, and their places. */
type Left = (own: Scalar, other: Scalar, i: Scalar, j: Scalar) => Scalar;
const inOrder: Left = (own, other, i, j) =>
  select(own.eq(other), select(i.lt(j.add(0.5)), 1, 0), select(other.add(0.5).lt(own), 1, 0));
/** What a draw costs: rows of scores in which -Infinity is who is not left. */
type Draw = <R>(scores: Tensor<R>, rows: Tensor<R>) => Tensor<R>;
const plain: Draw = (s, rows) => rows.logSoftmax().take(s.indices().expand(s.shape)).neg();

interface Parts {
  readonly left?: Left;
  readonly by?: 'relevance' | 'scores';
  readonly draw?: Draw;
  readonly ofList?: (sum: Scalar, items: Scalar) => Scalar;
  readonly termOf?: (term: Scalar, grade: Scalar, left: Scalar) => Scalar;
}
const ifLeft = (s: Scalar, left: Scalar): Scalar => select(left.eq(1), s, -Infinity);
const ifValid = (x: Scalar, valid: Scalar, i: Scalar, j: Scalar): Scalar =>
  select(i.eq(j), x, select(valid.eq(1), x, 0));
const hasItem = (items: Scalar): Scalar => select(items.eq(0), 0, 1);

/** The loss with one part replaced. */
const listwise = ({ left = inOrder, by = 'relevance', draw = plain, ofList = (x) => x, termOf = (x) => x }: Parts) =>
  text<Of, 'valid'>(({ scores: given, relevance, valid }, settings) => {
    const scores = keep(given, valid);
    const ordered = by === 'scores' ? scores.hold() : relevance;
    const places = [scores.indices().column(), across(scores.indices())] as const;
    const all = map(left, ordered.column(), across(ordered), ...places);
    const mask = valid ? map(ifValid, all, across(valid), ...places) : all;
    const drawn = draw(scores, map(ifLeft, across(scores), mask));
    const terms = keep(map(termOf, drawn, relevance, mask.sum(-1)), valid);
    const sums = map(ofList, terms.sum(-1), scores.count(-1));
    return reduce(sums, settings, valid && settings.denominator === 'list' ? map(hasItem, valid.sum(-1)) : undefined);
  });

/** Of each row, the logarithm of the summed exponentials as `of` sees them, less the score. */
const bySums =
  (term: (sum: Scalar, score: Scalar, top: Scalar) => Scalar, topOf: <R>(s: Tensor<R>) => Tensor<R>): Draw =>
  (scores, rows) => {
    const top = topOf(scores).hold();
    return map(term, map((z, t) => exp(z.sub(t)), rows, top.column()).sum(-1), scores, top);
  };
const ofList = <R>(s: Tensor<R>): Tensor<R> => s.max(-1).column();
const none = <R>(s: Tensor<R>): Tensor<R> => s.mul(0);

export const listMleMutants: Mutant[] = mutantsOf('list_mle', {
  'worst-first': ['draws the worst item first', listwise({ left: (a, b, i, j) => inOrder(neg(a), neg(b), i, j) })],
  'in-the-order-of-the-scores': [
    'sorts by the scores',
    listwise({
      by: 'scores',
      left: (a, b, i, j) => select(a.eq(b), select(i.lt(j.add(0.5)), 1, 0), select(b.lt(a), 1, 0)),
    }),
  ],
  'in-the-order-as-they-stand': ['does not sort', listwise({ left: (_a, _b, i, j) => select(i.lt(j.add(0.5)), 1, 0) })],
  'nobody-leaves': ['leaves drawn items in the sum', listwise({ left: (a) => a.mul(0).add(1) })],
  'equal-grades-stay': [
    'leaves items of the same grade in the sum when they are drawn',
    listwise({ left: (a, b) => select(b.lt(a.add(0.5)), 1, 0) }),
  ],
  'equal-grades-never-compete': [
    'takes items of the same grade out of the sum',
    listwise({ left: (a, b, i, j) => select(i.eq(j), 1, select(b.add(0.5).lt(a), 1, 0)) }),
  ],
  'last-of-equal-grades-first': [
    'draws items of one grade from the last one on, as a sort does that is turned round',
    listwise({ left: (a, b, i, j) => select(a.eq(b), select(j.lt(i.add(0.5)), 1, 0), select(b.add(0.5).lt(a), 1, 0)) }),
  ],
  'mask-forgotten': [
    'takes the places that only fill up for items',
    (o, s) => right({ scores: o.scores!, relevance: o.relevance! }, s),
  ],
  'empty-lists-count': ['divides by all lists', (o, s) => right(o, { ...s, denominator: 'count' })],
  'divided-by-the-length': ['divides each sum by the length of the list', listwise({ ofList: (x, n) => x.div(n) })],
  'first-draw-only': [
    'adds only the draws of the best grade there is',
    listwise({ termOf: (x, grade) => select(grade.eq(4), x, 0) }),
  ],
  'weighed-by-the-grades': ['multiplies each draw by the grade', listwise({ termOf: (x, grade) => x.mul(grade) })],
  'one-maximum-for-the-list': [
    'subtracts the largest score of the list, so that what is left at the end vanishes',
    listwise({ draw: bySums((sum, s, top) => log(sum.add(1e-10)).sub(s.sub(top)), ofList) }),
  ],
  'not-shifted': ['does not subtract a maximum', listwise({ draw: bySums((sum, s) => log(sum).sub(s), none) })],
  'normaliser-subtracted-late': [
    'subtracts the score from the logarithm of the summed exponentials',
    listwise({ draw: (s, rows) => rows.logSumExp().sub(s) }),
  ],
  'epsilon-in-the-log': [
    'adds 1e-10 to the probability of each draw',
    listwise({ draw: (s, rows) => map((x) => neg(log(exp(neg(x)).add(1e-10))), plain(s, rows)) }),
  ],
  'one-more-in-the-sum': [
    'adds 1 to each sum',
    listwise({ draw: (s, rows) => map((x) => x.add(log1p(exp(neg(x)))), plain(s, rows)) }),
  ],
  'not-logarithmic': [
    'adds 1 - p for each draw',
    listwise({ draw: (s, rows) => map((x) => neg(exp(neg(x)).sub(1)), plain(s, rows)) }),
  ],
  'base-2': ['divides by log 2', listwise({ ofList: (x) => x.div(Math.LN2) })],
  'sums-detached': [
    'sends no gradient through the sums',
    listwise({ draw: (s, rows) => plain(s, rows.hold()).hold().sub(s.sub(s.hold())) }),
  ],
  'gradient-of-nothing': ['detaches the scores', { corrupt: scaledGradient('scores', 0) }],
  'gradient-ascends': ['forgets the sign of the gradient', { corrupt: scaledGradient('scores', -1) }],
});
