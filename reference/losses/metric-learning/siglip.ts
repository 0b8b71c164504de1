import { neg, select, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { compared } from './similarities.ts';

const judged = (s: Scalar, own: Scalar, scale: Scalar, bias: Scalar): Scalar => {
  const logit = s.mul(scale).add(bias);
  return softplus(select(own.eq(1), neg(logit), logit));
};

type Given = 'image' | 'text' | 'logit_scale' | 'logit_bias';

function strict<R>({ image, text, logit_scale, logit_bias }: Operands<R, Given>, settings: Settings): Tensor<R> {
  const s = compared(image, settings).matmul(compared(text, settings), { transposeB: true });
  return reduce(map(judged, s, s.identity(), logit_scale, logit_bias).sum(-1), settings);
}

/** The binary cross-entropies of every pair of the batch, of which the diagonal belongs together. */
export const siglip = defineReference('siglip', strict);
