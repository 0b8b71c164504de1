import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { compared, costOfDiagonal, missingShare, withoutDiagonal } from './similarities.ts';

const difference = (all: Scalar, positive: Scalar): Scalar => all.sub(positive);

function logits<R>({ query, key, temperature }: Operands<R, Given>, settings: Settings) {
  const [q, k] = [compared(query, settings), compared(key, settings)];
  return {
    all: q.matmul(k, { transposeB: true }).div(temperature),
    positive: q.mul(k).sum(-1).div(temperature),
  } as const;
}

type Given = 'query' | 'key' | 'temperature';

function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { all, positive } = logits(operands, settings);
  return reduce(map(missingShare, withoutDiagonal(all).logSumExp(), positive), settings);
}

function allAtOnce<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { all, positive } = logits(operands, settings);
  return reduce(map(difference, all.logSumExp(), positive), settings);
}

function bySoftmax<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  return reduce(costOfDiagonal(logits(operands, settings).all), settings);
}

const published = { 'log of the summed exponentials': allAtOnce } as const;
const atLimits = { ...published, 'log of the softmax': bySoftmax } as const;
/** How much of the softmax over all keys falls on the query's own. */
export const infoNce = defineReference('info_nce', strict, published, atLimits);
