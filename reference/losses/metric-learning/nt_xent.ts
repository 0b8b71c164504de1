import { select, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const unit = <R>(x: Tensor<R>): Tensor<R> => x.div(x.norm(-1).column());
const offDiagonal = (s: Scalar, diagonal: Scalar): Scalar => select(diagonal.eq(1), -Infinity, s);
// log(exp(positive) + sum exp(negatives)) - positive
const term = (negatives: Scalar, positive: Scalar): Scalar => softplus(negatives.sub(positive));
const difference = (all: Scalar, positive: Scalar): Scalar => all.sub(positive);

function similarities<R>({ first, second, temperature }: Operands<R, 'first' | 'second' | 'temperature'>) {
  const [a, b] = [unit(first), unit(second)];
  const between = (x: Tensor<R>, y: Tensor<R>): Tensor<R> => x.matmul(y, { transposeB: true }).div(temperature);
  const without = (s: Tensor<R>): Tensor<R> => map(offDiagonal, s, s.identity());
  const positive = a.mul(b).sum(-1).div(temperature);
  return {
    own: [without(between(a, a)), without(between(b, b))],
    cross: [between(a, b), between(b, a)],
    without,
    positive,
  } as const;
}

function strict<R>(operands: Operands<R, 'first' | 'second' | 'temperature'>, settings: Settings): Tensor<R> {
  const { own, cross, without, positive } = similarities(operands);
  const negatives = own.map((s, view) => concat(1, s, without(cross[view]!)).logSumExp());
  return reduce(map(term, concat(0, ...negatives), concat(0, positive, positive)), settings);
}

function allAtOnce<R>(operands: Operands<R, 'first' | 'second' | 'temperature'>, settings: Settings): Tensor<R> {
  const { own, cross, positive } = similarities(operands);
  const others = own.map((s, view) => concat(1, s, cross[view]!).logSumExp());
  return reduce(map(difference, concat(0, ...others), concat(0, positive, positive)), settings);
}

/** How much of the softmax over the 2N - 1 other views falls on the other view of the same item. */
export const ntXent = defineReference('nt_xent', strict, { 'log of the summed exponentials': allAtOnce });
