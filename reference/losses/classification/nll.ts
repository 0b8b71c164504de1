import { neg, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { labelRows, reduceRows } from './label-rows.ts';

const loss = (w: Scalar, logp: Scalar): Scalar => neg(zeroTimes(w, logp));

function strict<R>(
  { log_probability, target, class_weight }: Operands<R, 'log_probability' | 'target', 'class_weight'>,
  settings: Settings,
): Tensor<R> {
  const rows = labelRows(log_probability, target, settings);
  const ofLabel = rows.scores.take(rows.label);
  if (!class_weight) return reduceRows(ofLabel.neg(), rows, settings);
  const weight = class_weight.expand(rows.scores.shape).take(rows.label);
  const terms = map(loss, weight, ofLabel);
  return reduceRows(terms, rows, settings, settings.denominator === 'weight' ? weight : undefined);
}

/** The negative log-probability of the right class. */
export const nll = defineReference('nll', strict);
