import { exp, ifFinite, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';
import { logSum } from './log-sum.ts';
import {
  fromDiagonals,
  type Lattice,
  latticeOf,
  reduceSequences,
  type TransducerOperands,
  toDiagonals,
} from './transducer-lattice.ts';

const isStart = (u: Scalar): Scalar => select(u.lt(0.5), 0, -Infinity);
const atEnd = (x: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(steps.eq(t.add(1)), select(labels.eq(u), x, -Infinity), -Infinity);
/** How likely paths are among all, by their summed scores; nothing where no path is possible. */
const share = (score: Scalar, all: Scalar): Scalar => select(all.eq(-Infinity), 0, exp(score.sub(all)));
const slope = (logp: Scalar, here: Scalar, isFused: Scalar, c: Scalar, y: Scalar, b: Scalar, l: Scalar): Scalar =>
  select(isFused.eq(1), exp(logp).mul(here), 0)
    .sub(select(c.eq(0), b, 0))
    .sub(select(c.eq(y), l, 0));
/** 0, with the derivative 1. */
const moved = (z: Scalar, held: Scalar): Scalar => ifFinite(z.sub(held));

/**
 * The loss by the backward algorithm, and its gradient as Graves has it (eq. 20): how likely a path leads through a point
 * of the lattice, and on by a blank or a label, is the exponential of a sum of what leads there, the move, and what leads
 * on, less the whole.
 */
export function byOccupancies<R>(operands: TransducerOperands<R>, settings: Settings): Tensor<R> {
  const { logits, targets, logit_lengths, target_lengths: labels } = operands;
  const items = logits.shape[0]!;
  const lattice = latticeOf((z) => z.logSoftmax(), operands, settings);
  const { scores, blank, steps, places, step, place } = lattice;
  const ends = [logit_lengths.reshape([items, 1, 1]), labels.reshape([items, 1, 1])] as const;
  const last = toDiagonals(map(atEnd, blank, step, place, ...ends));
  const { before, here, across, up } = paths(lattice, last);

  const all = here.slice(1, 0, 1).slice(2, 0, 1).reshape([items]);
  const occupied = (score: Tensor<R>): Tensor<R> => fromDiagonals(map(share, score, all.reshape([items, 1, 1])));
  const slopes = map(
    slope,
    scores,
    occupied(before.add(here)).column(),
    logits.lift(settings.fused_log_softmax ? 1 : 0),
    scores.indices(),
    targets.reshape([items, 1, places]).expand([items, steps, places]).column(),
    occupied(before.add(logSum(concat(-1, across.column(), last.column())))).column(),
    occupied(before.add(up)).column(),
  );
  const change = slopes.hold().mul(map(moved, logits, logits.hold()));
  return reduceSequences(change.sum(1, 2, 3).sub(all.hold()), labels, settings);
}

/**
 * On diagonals [N, U, D], the log-likelihoods of coming to a point, of ending from there, and of ending by a blank to the
 * next step or by a label.
 */
function paths<R>({ across, up, steps, places, place }: Lattice<R>, last: Tensor<R>) {
  const items = across.shape[0]!;
  const at = (moves: Tensor<R>, d: number): Tensor<R> => moves.slice(-1, d, d + 1).reshape([items, places]);
  const never = across.lift(-Infinity).expand([items, 1]);
  const diagonals = steps + places - 1;
  const before = [map(isStart, place).expand([items, places])];
  for (let d = 0; d < diagonals - 1; d++) {
    const climbed = concat(-1, never, before[d]!.add(at(up, d))).slice(-1, 0, places);
    before.push(logSum(concat(-1, before[d]!.add(at(across, d)).column(), climbed.column())));
  }
  let here: Tensor<R>[] = [];
  let ways: { readonly across: Tensor<R>; readonly up: Tensor<R> }[] = [];
  let next = across.lift(-Infinity).expand([items, places]);
  for (let d = diagonals - 1; d >= 0; d--) {
    const on = at(across, d).add(next);
    const climbing = at(up, d).add(concat(-1, next, never).slice(-1, 1, places + 1));
    next = logSum(concat(-1, at(last, d).column(), on.column(), climbing.column()));
    here = [next, ...here];
    ways = [{ across: on, up: climbing }, ...ways];
  }
  const whole = (parts: readonly Tensor<R>[]): Tensor<R> => concat(-1, ...parts.map((part) => part.column()));
  return {
    before: whole(before),
    here: whole(here),
    across: whole(ways.map((way) => way.across)),
    up: whole(ways.map((way) => way.up)),
  };
}
