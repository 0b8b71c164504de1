import { select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { across } from '../../../reference/losses/ranking/better-pairs.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

/** What a pair costs that counts; `margin` is 0 for a loss without one. */
export type PairCost = (better: Scalar, worse: Scalar, margin: Scalar) => Scalar;
/** 1 where a pair counts: two grades, and whether it is an item with itself. */
type Counts = (first: Scalar, second: Scalar, isSelf: Scalar) => Scalar;
type Of = 'scores' | 'relevance';

interface Parts {
  readonly cost: PairCost;
  readonly counts?: Counts;
  readonly ignoreMask?: boolean;
  /** The gradient reaches the better item alone. */
  readonly holdWorse?: boolean;
  /** What is made of the sum over the pairs of a list. */
  readonly ofList?: (sum: Scalar, pairs: Scalar, items: Scalar) => Scalar;
  /** What of a list a mean over pairs divides by. */
  readonly share?: (pairs: Scalar, items: Scalar) => Scalar;
}

const plain: Counts = (first, second) => select(second.add(0.5).lt(first), 1, 0);
const both = (counts: Scalar, a: Scalar, b: Scalar): Scalar => counts.mul(a).mul(b);
const isEqual = (i: Scalar, j: Scalar): Scalar => select(i.eq(j), 1, 0);

/** A loss over pairs with one part replaced. */
export const ofPairs = ({
  cost,
  counts = plain,
  ignoreMask = false,
  holdWorse = false,
  ofList = (x) => x,
  share = (x) => x,
}: Parts) =>
  text<Of, 'margin' | 'valid'>(({ scores, relevance, valid, margin = scores.lift(0) }, settings) => {
    const isSelf = map(isEqual, scores.indices().column(), scores.indices());
    const unmasked = map(counts, relevance.column(), across(relevance), isSelf);
    const pairs = valid && !ignoreMask ? map(both, unmasked, valid.column(), across(valid)) : unmasked;
    const term = (p: Scalar, better: Scalar, worse: Scalar, m: Scalar): Scalar =>
      select(p.eq(0), 0, p.mul(cost(better, worse, m)));
    const worse = across(holdWorse ? scores.hold() : scores);
    const numbers = [pairs.sum(-1, -2), scores.count(-1)] as const;
    const sums = map(ofList, map(term, pairs, scores.column(), worse, margin).sum(-1, -2), ...numbers);
    return reduce(sums, settings, settings.denominator === 'count' ? undefined : map(share, ...numbers));
  });

/** Right costs of wrong pairs, or of the right ones wrongly put together. */
export const mutantsOfPairs = (loss: string, cost: PairCost): Mutant[] =>
  mutantsOf(loss, {
    'grades-exchanged': ['wants the worse item to lead', ofPairs({ cost: (b, w, m) => cost(w, b, m) })],
    'mask-forgotten': ['takes the places that only fill up for items', ofPairs({ cost, ignoreMask: true })],
    'equal-grades-count': [
      'counts pairs of one grade, in both directions',
      ofPairs({ cost, counts: (a, b, self) => select(self.eq(1), 0, select(a.add(0.5).lt(b), 0, 1)) }),
    ],
    'compares-with-itself': [
      'counts each item with itself',
      ofPairs({ cost, counts: (a, b, self) => select(self.eq(1), 1, plain(a, b, self)) }),
    ],
    'neighbouring-grades-only': [
      'counts only pairs that are one grade apart',
      ofPairs({ cost, counts: (a, b) => select(a.sub(b).eq(1), 1, 0) }),
    ],
    'relevant-or-not': [
      'takes all grades above 0 for one',
      ofPairs({ cost, counts: (a, b) => select(a.eq(0), 0, select(b.eq(0), 1, 0)) }),
    ],
    'divided-by-all-pairs': [
      'divides a mean by all pairs of places, those that do not count, too',
      ofPairs({ cost, share: (_, n) => n.mul(n) }),
    ],
    'divided-by-items': ['divides a mean by the items', ofPairs({ cost, share: (_, n) => n })],
    'mean-of-means': [
      'takes the mean of the pairs of each list first',
      ofPairs({
        cost,
        ofList: (sum, pairs) => select(pairs.eq(0), 0, sum.div(select(pairs.eq(0), 1, pairs))),
        share: (pairs) => select(pairs.eq(0), 0, 1),
      }),
    ],
    'weighed-by-the-grades': [
      'multiplies each pair by the difference of the grades',
      ofPairs({ cost, counts: (a, b) => select(b.add(0.5).lt(a), a.sub(b), 0), share: (pairs) => pairs }),
    ],
    'divided-by-the-length': [
      'divides each sum by the length of the list',
      ofPairs({ cost, ofList: (x, _, n) => x.div(n) }),
    ],
    'worse-detached': ['sends no gradient to the worse item', ofPairs({ cost, holdWorse: true })],
    'gradient-of-nothing': ['detaches the scores', { corrupt: scaledGradient('scores', 0) }],
    'gradient-ascends': ['forgets the sign of the gradient', { corrupt: scaledGradient('scores', -1) }],
    'gradient-halved': ['halves the gradient', { corrupt: scaledGradient('scores', 0.5) }],
  });
