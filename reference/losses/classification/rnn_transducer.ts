import { ifFinite, neg, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Settings } from '../loss-reference.ts';
import { logProbabilities } from './log-probabilities.ts';
import { logSum } from './log-sum.ts';
import { latticeOf, reduceSequences, type TransducerOperands } from './transducer-lattice.ts';
import { byOccupancies } from './transducer-occupancies.ts';

const isStart = (u: Scalar): Scalar => select(u.lt(0.5), 0, -Infinity);
// The end lies on the diagonal of the last step and the place behind the last label.
const untilEnd = (next: Scalar, before: Scalar, d: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(d.add(1.5).lt(steps.add(labels)), next, before);

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
  const { blank, across, up, steps: most, places, place } = latticeOf(form.logSoftmax, operands, settings);
  const items = logits.shape[0]!;

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
  return reduceSequences(map(neg, alpha.take(labels).add(taken).add(last)), labels, settings);
}

/** The negative log-likelihood of the labels, summed over all paths through the lattice of steps and labels. */
export const rnnTransducer = defineReference(
  'rnn_transducer',
  <R>(operands: TransducerOperands<R>, settings: Settings) => forward(strict, operands, settings),
  {
    'scores added as they are': <R>(operands: TransducerOperands<R>, settings: Settings) =>
      forward(plain, operands, settings),
    'gradient by occupancies': byOccupancies,
  },
);
