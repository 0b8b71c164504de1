import { ifFinite, max, neg, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Dim } from '../../tensor/shape.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { logProbabilities } from './log-probabilities.ts';
import { logSum } from './log-sum.ts';

// Whole numbers are compared with halves between them: equal sides would be taken for a kink.
const inLattice = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.add(0.5).lt(steps), select(u.sub(0.5).lt(labels), x, 0), 0);
// A blank leads to the next step, where there is one, and a label to the next place.
const goesOn = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.add(1.5).lt(steps), select(u.sub(0.5).lt(labels), x, -Infinity), -Infinity);
const climbs = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.add(0.5).lt(steps), select(u.add(0.5).lt(labels), x, -Infinity), -Infinity);
const isStart = (u: Scalar): Scalar => select(u.lt(0.5), 0, -Infinity);
// The end lies on the diagonal of the last step and the place behind the last label.
const untilEnd = (next: Scalar, before: Scalar, d: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(d.add(1.5).lt(steps.add(labels)), next, before);
const perLabel = (x: Scalar, labels: Scalar): Scalar => x.div(max(labels, 1));

type TransducerOperands<R> = Operands<R, 'logits' | 'targets' | 'logit_lengths' | 'target_lengths'>;

/** How the scores become log-probabilities, and what is taken from those of each diagonal and given back at the end. */
interface Form {
  readonly logSoftmax: <R>(scores: Tensor<R>) => Tensor<R>;
  readonly offset: <R>(moves: Tensor<R>) => Tensor<R>;
}
// Moving all moves alike does not change how paths compare, so that the offset is held under differentiation.
const strict: Form = { logSoftmax: logProbabilities, offset: (moves) => map(ifFinite, moves.max(-1)).hold() };
const plain: Form = {
  logSoftmax: (scores) => scores.logSoftmax(),
  offset: (moves) => moves.lift(0).expand(moves.shape.slice(0, 1)),
};

/**
 * The forward algorithm, a diagonal of steps and places at a time, since every move leads from one to the next. `alpha`
 * is the log-likelihood of coming to a place on the diagonal.
 */
function forward<R>(form: Form, operands: TransducerOperands<R>, settings: Settings): Tensor<R> {
  const { logits, logit_lengths: steps, target_lengths: labels } = operands;
  const { blank, label, diagonals } = movesOf(form, operands, settings);
  const [items, most, places] = blank.shape as [Dim, number, number];
  const [step, place] = [blank.moveAxis(1, 2).indices().column(), blank.indices()];
  const ends = [steps.reshape([items, 1, 1]), labels.reshape([items, 1, 1])] as const;
  const across = diagonals(map(goesOn, blank, step, place, ...ends));
  const up = diagonals(map(climbs, label, step, place, ...ends));

  const never = logits.lift(-Infinity).expand([items, 1]);
  let alpha = map(isStart, place).expand([items, places]);
  let taken = logits.lift(0).expand([items]);
  for (let d = 0; d < most + places - 2; d++) {
    const at = (moves: Tensor<R>): Tensor<R> => moves.slice(-1, d, d + 1).reshape([items, places]);
    const offset = form.offset(concat(-1, at(across), at(up)));
    const climbed = concat(-1, never, alpha.add(at(up).sub(offset.column()))).slice(-1, 0, places);
    const next = logSum(concat(-1, alpha.add(at(across).sub(offset.column())).column(), climbed.column()));
    alpha = map(untilEnd, next, alpha, logits.lift(d), steps.column(), labels.column());
    taken = map(untilEnd, taken.add(offset), taken, logits.lift(d), steps, labels);
  }
  const last = blank.take(labels.column().expand([items, most])).take(steps.sub(1));
  const losses = map(neg, alpha.take(labels).add(taken).add(last));
  const terms = settings.per_label ? map(perLabel, losses, labels) : losses;
  return reduce(terms, settings, settings.denominator === 'labels' ? labels : undefined);
}

/** The log-probabilities of blank and label at each step and place, 0 in padding, and how they are put on diagonals. */
function movesOf<R>(
  { logSoftmax }: Form,
  { logits, targets, logit_lengths, target_lengths }: TransducerOperands<R>,
  settings: Settings,
): { blank: Tensor<R>; label: Tensor<R>; diagonals: (moves: Tensor<R>) => Tensor<R> } {
  const [items, steps, places] = logits.shape as [Dim, Dim, Dim];
  if (typeof steps !== 'number' || typeof places !== 'number') {
    throw new Error('rnn_transducer: the number of steps and places must be known where they are written out');
  }
  const inFour = (lengths: Tensor<R>): Tensor<R> => lengths.reshape([items, 1, 1, 1]);
  const step = logits.moveAxis(1, 3).indices().reshape([steps, 1, 1]);
  const place = logits.moveAxis(2, 3).indices().reshape([places, 1]);
  const counted = map(inLattice, logits, step, place, inFour(logit_lengths), inFour(target_lengths));
  const scores = settings.fused_log_softmax ? logSoftmax(counted) : counted;
  const never = logits.lift(-Infinity).expand([items, places, places]);
  const [height, width] = [places, steps + places];
  return {
    blank: scores.slice(-1, 0, 1).reshape([items, steps, places]),
    label: scores.take(targets.reshape([items, 1, places]).expand([items, steps, places])),
    // Rows of places with as many impossible steps behind them, read as rows that are one shorter, move on by one each.
    diagonals: (moves) =>
      concat(-1, moves.moveAxis(1, 2), never)
        .reshape([items, height * width])
        .slice(-1, 0, height * (width - 1))
        .reshape([items, height, width - 1]),
  };
}

/** The negative log-likelihood of the labels, summed over all paths through the lattice of steps and labels. */
export const rnnTransducer = defineReference(
  'rnn_transducer',
  <R>(operands: TransducerOperands<R>, settings: Settings) => forward(strict, operands, settings),
  {
    'scores added as they are': <R>(operands: TransducerOperands<R>, settings: Settings) =>
      forward(plain, operands, settings),
  },
);
