import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

const reached = (x: Scalar, top: Scalar): Scalar => select(top.eq(-Infinity), 0, x);
const orNever = (x: Scalar, top: Scalar): Scalar => select(top.eq(-Infinity), -Infinity, x);

/** log of the summed exponentials over the last axis; -Infinity where nothing is above that. */
export function logSum<R>(x: Tensor<R>): Tensor<R> {
  const top = x.max(-1);
  return map(orNever, map(reached, x, top.column()).logSumExp(), top);
}
