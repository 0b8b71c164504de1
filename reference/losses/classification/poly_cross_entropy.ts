import { expm1, neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { labelRows, reduceRows } from './label-rows.ts';
import { logProbabilities } from './log-probabilities.ts';

/** -log p + epsilon (1 - p). */
const loss = (logp: Scalar, epsilon: Scalar): Scalar => neg(logp.add(epsilon.mul(expm1(logp))));

function strict<R>(
  { logits, target, epsilon }: Operands<R, 'logits' | 'target' | 'epsilon'>,
  settings: Settings,
): Tensor<R> {
  const rows = labelRows(logits, target, settings);
  return reduceRows(map(loss, logProbabilities(rows.scores).take(rows.label), epsilon), rows, settings);
}

/** Cross-entropy plus epsilon times what is missing of the right class's probability. */
export const polyCrossEntropy = defineReference('poly_cross_entropy', strict);
