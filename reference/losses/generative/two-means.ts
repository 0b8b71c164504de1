import { select } from '../../arithmetic/kernel/functions.ts';
import type { Kernel } from '../../arithmetic/kernel/program.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

// A constant stands where nothing is counted, so that its gradient is 0.
const quotient = (sum: Scalar, count: Scalar): Scalar => select(count.eq(0), Number.NaN, sum.div(count));
const added = (a: Scalar, b: Scalar): Scalar => a.add(b);
const averaged = (a: Scalar, b: Scalar): Scalar => a.add(b).mul(0.5);

/** The mean over the last axis; NaN, with gradient 0, over nothing. */
const meanOfLast = <R>(x: Tensor<R>): Tensor<R> => map(quotient, x.sum(-1), x.count(-1));

/**
 * The expectations over two batches of sizes of their own, [..., N] and [..., M], put together: one loss in every place
 * of the leading axes, and those reduced.
 */
export const twoMeans = <R>(
  real: Tensor<R>,
  fake: Tensor<R>,
  settings: Settings,
  together: Kernel = settings.averaged ? averaged : added,
): Tensor<R> => reduce(map(together as typeof added, meanOfLast(real), meanOfLast(fake)), settings);
