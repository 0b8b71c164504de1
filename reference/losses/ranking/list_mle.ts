import { log1p, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { fromTop } from '../classification/log-probabilities.ts';
import { defineReference, type LossText, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { across } from './better-pairs.ts';

// The items that are drawn, i, down the rows; those that may still be left, j, across. There is no sorting: an item is
// left where its grade is lower, and of equal grades where it stands at i or behind it.
const stays = (own: Scalar, other: Scalar, i: Scalar, j: Scalar): Scalar =>
  select(own.eq(other), select(i.lt(j.add(0.5)), 1, 0), select(other.add(0.5).lt(own), 1, 0));
// The row of a place that only fills up counts for nothing, and holds itself, so that it is not empty.
const staysIf = (left: Scalar, valid: Scalar, i: Scalar, j: Scalar): Scalar =>
  select(i.eq(j), 1, select(valid.eq(1), left, 0));
const ifLeft = (score: Scalar, left: Scalar): Scalar => select(left.eq(1), score, -Infinity);

/** Minus the log-probability of each item in its draw. */
type Draws = <R>(scores: Tensor<R>, rows: Tensor<R>) => Tensor<R>;

const fromTheirTop: Draws = (scores, rows) => {
  const { top, others, ties } = fromTop(rows);
  return map(seenFrom, scores.column(), top, others, ties).sum(-1);
};
const seenFrom = (s: Scalar, top: Scalar, others: Scalar, ties: Scalar): Scalar =>
  top.sub(s).add(log1p(ties.sub(1).add(others)));

const bySoftmax: Draws = (scores, rows) => rows.logSoftmax().take(scores.indices().expand(scores.shape)).neg();

// Whoever is left alone is drawn, whatever its score.
const unlessAlone = (term: Scalar, left: Scalar): Scalar => select(left.eq(1), 0, term);
const ifValid = (term: Scalar, valid: Scalar): Scalar => select(valid.eq(1), term, 0);
const hasItem = (items: Scalar): Scalar => select(items.eq(0), 0, 1);

const by =
  (draws: Draws, alone = true): LossText<'scores' | 'relevance', 'valid'> =>
  <R>(
    { scores: given, relevance, valid }: Operands<R, 'scores' | 'relevance', 'valid'>,
    settings: Settings,
  ): Tensor<R> => {
    const scores = keep(given, valid);
    const places = [scores.indices().column(), across(scores.indices())] as const;
    const inOrder = map(stays, relevance.column(), across(relevance), ...places);
    const left = valid ? map(staysIf, inOrder, across(valid), ...places) : inOrder;
    const drawn = draws(scores, map(ifLeft, across(scores), left));
    const terms = alone ? map(unlessAlone, drawn, left.sum(-1)) : drawn;
    const sums = (valid ? map(ifValid, terms, valid) : terms).sum(-1);
    const shares = valid && settings.denominator === 'list' ? map(hasItem, valid.sum(-1)) : undefined;
    return reduce(sums, settings, shares);
  };

/** Minus the log-probability of the order of the grades, a draw after the other. */
export const listMle = defineReference(
  'list_mle',
  by(fromTheirTop),
  { 'log softmax of those that are left': by(bySoftmax) },
  { 'a last item that is drawn, too': by(fromTheirTop, false) },
);
