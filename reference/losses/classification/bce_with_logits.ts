import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';
import { type BinaryKernel, binaryPublished, binaryStrict } from './binary-kernels.ts';

type BceOperands<R> = Operands<R, 'logits' | 'target', 'weight' | 'pos_weight'>;

const by =
  (weighted: BinaryKernel, unweighted: BinaryKernel = weighted) =>
  <R>({ logits, target, weight, pos_weight }: BceOperands<R>, settings: Settings): Tensor<R> => {
    const term = pos_weight ? weighted : unweighted;
    return reduceElements(term, [logits, target, pos_weight ?? logits.lift(1), logits.hold()], weight, settings);
  };

/** y q softplus(-z) + (1 - y) softplus(z). */
export const bceWithLogits = defineReference(
  'bce_with_logits',
  by(binaryStrict),
  Object.fromEntries(Object.entries(binaryPublished).map(([name, forms]) => [name, by(...forms)])),
);
