import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands } from '../loss-reference.ts';
import { reducedLogits } from './reduced-logits.ts';

function strict<R>({ logits, temperature }: Operands<R, 'logits' | 'temperature'>): Tensor<R> {
  return reducedLogits(logits, temperature).softmax();
}

/** The exponentials of the logits over the temperature, divided by their sum. */
export const softmax = defineReference('softmax', strict);
