import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Dim } from '../../tensor/shape.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import type { Operands, Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

export type TransducerOperands<R> = Operands<R, 'logits' | 'targets' | 'logit_lengths' | 'target_lengths'>;

// Whole numbers are compared with halves between them: equal sides would be taken for a kink.
const inLattice = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.add(0.5).lt(steps), select(u.sub(0.5).lt(labels), x, 0), 0);
// A blank leads to the next step, where there is one, and a label to the next place.
const goesOn = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.add(1.5).lt(steps), select(u.sub(0.5).lt(labels), x, -Infinity), -Infinity);
const climbs = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.add(0.5).lt(steps), select(u.add(0.5).lt(labels), x, -Infinity), -Infinity);

/** Steps by places of labels, and what the moves through them score: [N, T, U], or, on diagonals, [N, U, T + U - 1]. */
export interface Lattice<R> {
  /** Log-probabilities of all classes, of padding those of zeros. */
  readonly scores: Tensor<R>;
  readonly blank: Tensor<R>;
  /** On diagonals, the blanks that lead to a next step and the labels; -Infinity where there is no such move. */
  readonly across: Tensor<R>;
  readonly up: Tensor<R>;
  readonly steps: number;
  readonly places: number;
  /** The step and the place of each point, as they broadcast against [N, T, U]. */
  readonly step: Tensor<R>;
  readonly place: Tensor<R>;
}

/** The lattice of logits, with this way to the log-probabilities; of padding nothing is seen. */
export function latticeOf<R>(
  logSoftmax: (z: Tensor<R>) => Tensor<R>,
  { logits, targets, logit_lengths, target_lengths }: TransducerOperands<R>,
  settings: Settings,
): Lattice<R> {
  const [items, steps, places] = logits.shape as [Dim, Dim, Dim];
  if (typeof steps !== 'number' || typeof places !== 'number') {
    throw new Error('rnn_transducer: the number of steps and places must be known where they are written out');
  }
  const step = logits.moveAxis(1, 3).indices().column();
  const place = logits.moveAxis(2, 3).indices();
  const ends = [logit_lengths.reshape([items, 1, 1]), target_lengths.reshape([items, 1, 1])] as const;
  const counted = map(inLattice, logits, step.column(), place.column(), ends[0].column(), ends[1].column());
  const scores = settings.fused_log_softmax ? logSoftmax(counted) : counted;
  const blank = scores.slice(-1, 0, 1).reshape([items, steps, places]);
  const label = scores.take(targets.reshape([items, 1, places]).expand([items, steps, places]));
  return {
    scores,
    blank,
    across: toDiagonals(map(goesOn, blank, step, place, ...ends)),
    up: toDiagonals(map(climbs, label, step, place, ...ends)),
    steps,
    places,
    step,
    place,
  };
}

/**
 * [N, T, U] on diagonals of equal step plus place, [N, U, T + U - 1]: rows of places with as many impossible steps behind
 * them, read as rows that are one shorter, move on by one each.
 */
export function toDiagonals<R>(moves: Tensor<R>): Tensor<R> {
  const [items, steps, places] = moves.shape as [Dim, number, number];
  const width = steps + places;
  return concat(-1, moves.moveAxis(1, 2), moves.lift(-Infinity).expand([items, places, places]))
    .reshape([items, places * width])
    .slice(-1, 0, places * (width - 1))
    .reshape([items, places, width - 1]);
}

/** Back from diagonals to [N, T, U]. */
export function fromDiagonals<R>(moves: Tensor<R>): Tensor<R> {
  const [items, places, width] = moves.shape as [Dim, number, number];
  return concat(-1, moves.reshape([items, places * width]), moves.lift(0).expand([items, places]))
    .reshape([items, places, width + 1])
    .slice(-1, 0, width + 1 - places)
    .moveAxis(1, 2);
}

const perLabel = (x: Scalar, labels: Scalar): Scalar => x.div(max(labels, 1));

/** The losses of the items as the options have them. */
export function reduceSequences<R>(losses: Tensor<R>, labels: Tensor<R>, settings: Settings): Tensor<R> {
  const terms = settings.per_label ? map(perLabel, losses, labels) : losses;
  return reduce(terms, settings, settings.denominator === 'labels' ? labels : undefined);
}
