import { expm1, neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { labelRows, reduceRows } from './label-rows.ts';
import { logProbabilities } from './log-probabilities.ts';

/** (1 - p^q) / q. */
const loss = (logp: Scalar, q: Scalar): Scalar => neg(expm1(q.mul(logp)).div(q));

function strict<R>({ logits, target, q }: Operands<R, 'logits' | 'target' | 'q'>, settings: Settings): Tensor<R> {
  const rows = labelRows(logits, target, settings);
  return reduceRows(map(loss, logProbabilities(rows.scores).take(rows.label), q), rows, settings);
}

/** The Box-Cox transform of the right class's probability, by its logarithm. */
export const generalizedCrossEntropy = defineReference('generalized_cross_entropy', strict);
