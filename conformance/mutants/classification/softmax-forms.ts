import { neg, zeroTimes } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';

// What the wrong cross-entropies of indices and of probabilities have in common.

export type LogSoftmax = <R>(z: Tensor<R>) => Tensor<R>;

export const product = (a: Scalar, b: Scalar): Scalar => a.mul(b);
/** Of a share of the target and a log-probability. */
export const cost = (q: Scalar, logp: Scalar): Scalar => neg(zeroTimes(q, logp));
/** A function of the probabilities, in place of their logarithm. */
export const through =
  (f: (p: Scalar) => Scalar): LogSoftmax =>
  (z) =>
    map(f, z.softmax());
