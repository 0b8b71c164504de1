import { ifFinite, max, neg, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Dim } from '../../tensor/shape.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { logSum } from './log-sum.ts';

const blank = (y: Scalar): Scalar => y.mul(0);
const where = (x: Scalar, yes: Scalar): Scalar => select(yes.eq(1), x, -Infinity);
// A label may follow the one two places before it at once, unless it is the same, or a blank.
const mayFollow = (y: Scalar, before: Scalar): Scalar => select(y.eq(0), 0, select(y.eq(before), 0, 1));
// Whole numbers are compared with halves between them: equal sides would be taken for a kink.
const isStart = (place: Scalar): Scalar => select(place.lt(1.5), 1, 0);
// The last label that counts is at twice their number less one, and the blank after it one further.
const isEnd = (place: Scalar, labels: Scalar): Scalar =>
  select(place.eq(labels.mul(2)), 1, select(place.eq(labels.mul(2).sub(1)), 1, 0));
const whileCounted = (next: Scalar, before: Scalar, step: Scalar, steps: Scalar): Scalar =>
  select(step.add(0.5).lt(steps), next, before);
const infinityAsZero = (x: Scalar): Scalar => select(x.eq(Infinity), 0, x);
const perLabel = (x: Scalar, labels: Scalar): Scalar => x.div(max(labels, 1));

type CtcOperands<R> = Operands<R, 'log_probs' | 'targets' | 'input_lengths' | 'target_lengths'>;

/** What is taken from the scores of a step before they are added up, and given back at the end. */
type Offset = <R>(scores: Tensor<R>) => Tensor<R>;
// Moving all places alike does not change how they compare, so that the offset is held under differentiation.
const largest: Offset = (scores) => map(ifFinite, scores.max(-1)).hold();
const none: Offset = (scores) => scores.lift(0).expand(scores.shape.slice(0, 1));

/**
 * The forward algorithm. Along the labels with a blank before, between and after them, `alpha` is the log-likelihood of
 * being at a place after so many steps: one stays, comes from the place before, or passes by a blank.
 */
function forward<R>(
  offset: Offset,
  { log_probs, targets, input_lengths, target_lengths }: CtcOperands<R>,
  settings: Settings,
): Tensor<R> {
  const [steps, items, classes] = log_probs.shape as [Dim, Dim, Dim];
  if (typeof steps !== 'number') throw new Error('ctc: the number of steps must be known where they are written out');
  const between = map(blank, input_lengths).column();
  const path = withBlanks(targets, between);
  const places = path.shape[1] as number;
  const everywhere = log_probs.reshape([steps, items, 1, classes]).expand([steps, items, places, classes]);
  const scores = everywhere.take(path.expand([steps, items, places]));
  const at = (t: number): { score: Tensor<R>; taken: Tensor<R> } => {
    const score = scores.slice(0, t, t + 1).reshape([items, places]);
    const taken = offset(score);
    return { score: score.sub(taken.column()), taken };
  };

  const never = log_probs.lift(-Infinity).expand([items, 2]);
  const follows = map(mayFollow, path, concat(-1, between, between, path).slice(-1, 0, places));
  let { score, taken } = at(0);
  let alpha = map(where, score, map(isStart, path.indices()));
  for (let t = 1; t < steps; t++) {
    const before = concat(-1, never, alpha);
    const [two, one] = [before.slice(-1, 0, places), before.slice(-1, 1, places + 1)];
    const ways = concat(-1, alpha.column(), one.column(), map(where, two, follows).column());
    const step = at(t);
    alpha = map(whileCounted, logSum(ways).add(step.score), alpha, log_probs.lift(t), input_lengths.column());
    taken = map(whileCounted, taken.add(step.taken), taken, log_probs.lift(t), input_lengths);
  }
  const ends = map(where, alpha, map(isEnd, path.indices(), target_lengths.column()));
  const losses = map(neg, logSum(ends).add(taken));
  const terms = settings.zero_infinity ? map(infinityAsZero, losses) : losses;
  return reduce(settings.per_label ? map(perLabel, terms, target_lengths) : terms, settings);
}

/** The labels of each item with a blank before, between and after them. */
function withBlanks<R>(targets: Tensor<R>, between: Tensor<R>): Tensor<R> {
  const labels = targets.shape[1];
  if (typeof labels !== 'number') throw new Error('ctc: the number of labels must be known where they are written out');
  const columns = Array.from({ length: labels }, (_, k) => [targets.slice(-1, k, k + 1), between]).flat();
  return concat(-1, between, ...columns);
}

/** The negative log-likelihood of the labels, summed over all their alignments with the steps. */
export const ctc = defineReference(
  'ctc',
  <R>(operands: CtcOperands<R>, settings: Settings) => forward(largest, operands, settings),
  {
    'scores added as they are': <R>(operands: CtcOperands<R>, settings: Settings) => forward(none, operands, settings),
  },
);
