import { oneMinus, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';

/**
 * What vectors are divided by, of their norm and a regulariser eps, and 1 - (norm / length)^2: by how much the square of
 * the divided vector falls short of 1.
 */
export interface Length {
  readonly of: (norm: Scalar, eps: Scalar) => Scalar;
  readonly shortfall: (norm: Scalar, eps: Scalar) => Scalar;
}

/** The cosine of each pair of rows, and 1 less that. */
export interface Cosines<R> {
  readonly similarity: Tensor<R>;
  readonly distance: Tensor<R>;
}
type CosinesOf = <R>(first: Tensor<R>, second: Tensor<R>, length: Length, eps: Tensor<R>) => Cosines<R>;

const half = (d: Scalar, a: Scalar, b: Scalar): Scalar => d.add(a.add(b)).mul(0.5);

/**
 * The distance as half the squared distance of the divided vectors, and half of what their lengths lack: for nearly
 * parallel vectors it keeps as many digits as their directions have, and is 0 for equal ones.
 */
export const conditioned: CosinesOf = (first, second, length, eps) => {
  const norms = [first.norm(-1), second.norm(-1)] as const;
  const [a, b] = [first, second].map((x, i) => x.div(map(length.of, norms[i]!, eps).column()));
  const [lackA, lackB] = norms.map((n) => map(length.shortfall, n, eps));
  return { similarity: a!.mul(b!).sum(-1), distance: map(half, map(square, a!.sub(b!)).sum(-1), lackA!, lackB!) };
};

/** The scalar product of the divided vectors, and 1 less that: accurate relative to 1. */
export const direct: CosinesOf = (first, second, length, eps) => {
  const divided = <R>(x: Tensor<R>, by: Tensor<R>): Tensor<R> => x.div(map(length.of, x.norm(-1), by).column());
  const similarity = divided(first, eps).mul(divided(second, eps)).sum(-1);
  return { similarity, distance: map(oneMinus, similarity) };
};

const product = (dot: Scalar, a: Scalar, b: Scalar): Scalar => dot.div(a.mul(b));
/** The scalar product over the product of the lengths, and 1 less that. */
export const quotient: CosinesOf = (first, second, length, eps) => {
  const lengths = [first, second].map((x) => map(length.of, x.norm(-1), eps));
  const similarity = map(product, first.mul(second).sum(-1), lengths[0]!, lengths[1]!);
  return { similarity, distance: map(oneMinus, similarity) };
};
