import type { Tensor } from '../../tensor/tensor.ts';
import { logProbabilities } from '../classification/log-probabilities.ts';
import { defineReference, type Operands } from '../loss-reference.ts';
import { reducedLogits } from './reduced-logits.ts';

type LogSoftmaxOperands<R> = Operands<R, 'logits' | 'temperature'>;

/** How far a logit lies below the logarithm of the summed exponentials. */
export const logSoftmax = defineReference(
  'log_softmax',
  <R>({ logits, temperature }: LogSoftmaxOperands<R>): Tensor<R> =>
    logProbabilities(reducedLogits(logits, temperature)),
  {
    'log of the summed exponentials': <R>({ logits, temperature }: LogSoftmaxOperands<R>): Tensor<R> =>
      reducedLogits(logits, temperature).logSoftmax(),
  },
);
