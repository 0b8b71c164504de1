import { select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { labelRows, reduceRows } from './label-rows.ts';

const squaredError = (p: Scalar, c: Scalar, y: Scalar): Scalar => square(p.sub(select(c.eq(y), 1, 0)));

function strict<R>({ probability, target }: Operands<R, 'probability' | 'target'>, settings: Settings): Tensor<R> {
  const rows = labelRows(probability, target, settings);
  const errors = map(squaredError, rows.scores, rows.scores.indices(), rows.label.column());
  return reduceRows(settings.classes === 'mean' ? errors.mean(-1) : errors.sum(-1), rows, settings);
}

/** The squared differences of the probabilities from 1 for the class that came true and 0 for the others. */
export const brier = defineReference('brier', strict);
