import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

// A difficulty that is NaN is on neither side, and is itself the answer.
const chosen = (x: Scalar, difficulty: Scalar, epoch: Scalar, total: Scalar): Scalar => {
  const due = difficulty.mul(total);
  return select(due.le(epoch), x, select(due.gt(epoch), 0, difficulty));
};
const counted = (difficulty: Scalar, epoch: Scalar, total: Scalar): Scalar =>
  chosen(difficulty.trace.lift(1), difficulty, epoch, total);

function strict<R>(
  { loss, difficulty, epoch, total_epochs }: Operands<R, 'loss' | 'difficulty' | 'epoch' | 'total_epochs'>,
  settings: Settings,
): Tensor<R> {
  const terms = map(chosen, loss, difficulty, epoch, total_epochs);
  if (settings.denominator === 'all') return reduce(terms, settings);
  const mask = map(counted, difficulty, epoch, total_epochs);
  return reduce(terms, settings, settings.denominator === 'fraction' ? mask.div(mask.count()) : mask);
}

/** The losses of the items whose difficulty is reached, by how many these are. */
export const curriculum = defineReference('curriculum', strict);
