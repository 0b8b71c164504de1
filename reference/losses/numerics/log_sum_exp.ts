import { log1p, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { fromTop } from '../classification/log-probabilities.ts';
import { defineReference, type Operands } from '../loss-reference.ts';

// An infinite top is the result.
const total = (top: Scalar, others: Scalar, ties: Scalar): Scalar =>
  select(top.sub(top).eq(0), top.add(log1p(ties.sub(1).add(others))), top);

function strict<R>({ logits }: Operands<R, 'logits'>): Tensor<R> {
  const { top, others, ties } = fromTop(logits);
  return map(total, top, others, ties).reshape(logits.shape.slice(0, -1));
}

/** The largest number of a row, and the logarithm of how many there are as large. */
export const logSumExp = defineReference('log_sum_exp', strict, {
  'log of the summed exponentials': <R>({ logits }: Operands<R, 'logits'>): Tensor<R> => logits.logSumExp(),
});
