import { mapProgram, type Tensor } from '../tensor/tensor.ts';
import { select } from './kernel/functions.ts';
import { Program } from './kernel/program.ts';
import type { Scalar } from './kernel/scalar.ts';

// Pieces of derivatives that reverse and forward mode have in common.

/** Which part of the maximum m over the axes each element of x is; tied elements share equally. */
export function shareOf<R>(x: Tensor<R>, m: Tensor<R>, axes: readonly number[]): Tensor<R> {
  const { arithmetic } = x;
  if (arithmetic.share) return x.make(x.shape, arithmetic.share(x, m, axes));
  const hit = mapProgram(atMaximum, [x, m])[0]!;
  return hit.div(hit.sumKeep(...axes));
}

/** x / n, where n is the norm of x over the axes. */
export function unitOf<R>(x: Tensor<R>, n: Tensor<R>, axes: readonly number[]): Tensor<R> {
  return x.make(x.shape, x.arithmetic.unit(x, n, axes));
}

/** d (x / norm(x)) along dx, a symmetric map: (dx - u sum(u dx)) / n with u = x / n. 0 for a zero vector. */
export function turnOfUnit<R>(x: Tensor<R>, n: Tensor<R>, dx: Tensor<R>, axes: readonly number[]): Tensor<R> {
  const u = unitOf(x, n, axes);
  return mapProgram(acrossOverLength, [dx, u, u.mul(dx).sumKeep(...axes), n])[0]!;
}

/** softmax(x) g, where a removed class (a logit of -Infinity) is 0 even in a row that has no class left. */
export function weighByProbability<R>(x: Tensor<R>, g: Tensor<R>): Tensor<R> {
  return mapProgram(weigh, [x, x.softmax(), g])[0]!;
}

const program = (kernel: (...xs: [Scalar, Scalar, Scalar, Scalar]) => Scalar, arity: number): Program =>
  Program.of(kernel as (...xs: Scalar[]) => Scalar, arity);
const atMaximum = program((x, m) => select(x.lt(m), 0, 1), 2);
const acrossOverLength = program((dx, u, along, n) => select(n.eq(0), 0, dx.sub(u.mul(along)).div(n)), 4);
const weigh = program((x, p, g) => select(x.eq(Number.NEGATIVE_INFINITY), 0, p.mul(g)), 3);
