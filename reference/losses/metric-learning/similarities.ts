import { neg, select, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';

/** Every row divided by its length. */
export const unit = <R>(x: Tensor<R>): Tensor<R> => x.div(x.norm(-1).column());

/** Rows as they are multiplied: unit vectors for cosines, themselves for scalar products. */
export const compared = <R>(x: Tensor<R>, { similarity }: Settings): Tensor<R> => (similarity === 'dot' ? x : unit(x));

/** A square matrix of logits without its diagonal, which no exponential sees. */
export const withoutDiagonal = <R>(s: Tensor<R>): Tensor<R> => map(offDiagonal, s, s.identity());
const offDiagonal = (s: Scalar, diagonal: Scalar): Scalar => select(diagonal.eq(1), -Infinity, s);

/** -log softmax of the diagonal, of rows less their largest: NaN in a row with infinity, as the edges of softmax say. */
export const costOfDiagonal = <R>(s: Tensor<R>): Tensor<R> =>
  map(onDiagonal, s.sub(s.max(-1).column().hold()).logSoftmax(), s.identity()).sum(-1);
const onDiagonal = (log: Scalar, diagonal: Scalar): Scalar => select(diagonal.eq(1), neg(log), 0);

/** log(exp(positive) + sum exp(negatives)) - positive, from the log of the second sum. */
export const missingShare = (negatives: Scalar, positive: Scalar): Scalar => softplus(negatives.sub(positive));
