import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { missingShare, unit, withoutDiagonal } from './similarities.ts';

const difference = (all: Scalar, positive: Scalar): Scalar => all.sub(positive);

function similarities<R>({ first, second, temperature }: Operands<R, 'first' | 'second' | 'temperature'>) {
  const [a, b] = [unit(first), unit(second)];
  const between = (x: Tensor<R>, y: Tensor<R>): Tensor<R> => x.matmul(y, { transposeB: true }).div(temperature);
  const positive = a.mul(b).sum(-1).div(temperature);
  return {
    own: [withoutDiagonal(between(a, a)), withoutDiagonal(between(b, b))],
    cross: [between(a, b), between(b, a)],
    positive,
  } as const;
}

function strict<R>(operands: Operands<R, 'first' | 'second' | 'temperature'>, settings: Settings): Tensor<R> {
  const { own, cross, positive } = similarities(operands);
  const negatives = own.map((s, view) => concat(1, s, withoutDiagonal(cross[view]!)).logSumExp());
  return reduce(map(missingShare, concat(0, ...negatives), concat(0, positive, positive)), settings);
}

function allAtOnce<R>(operands: Operands<R, 'first' | 'second' | 'temperature'>, settings: Settings): Tensor<R> {
  const { own, cross, positive } = similarities(operands);
  const others = own.map((s, view) => concat(1, s, cross[view]!).logSumExp());
  return reduce(map(difference, concat(0, ...others), concat(0, positive, positive)), settings);
}

/** How much of the softmax over the 2N - 1 other views falls on the other view of the same item. */
export const ntXent = defineReference('nt_xent', strict, { 'log of the summed exponentials': allAtOnce });
