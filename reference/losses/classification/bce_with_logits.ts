import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';
import { type BceKernel, bce, ofPublishedBce } from './bce-terms.ts';

type BceOperands<R> = Operands<R, 'logits' | 'target', 'weight' | 'pos_weight'>;

const by =
  (weighted: BceKernel, unweighted: BceKernel = weighted) =>
  <R>({ logits, target, weight, pos_weight }: BceOperands<R>, settings: Settings): Tensor<R> => {
    const term = pos_weight ? weighted : unweighted;
    return reduceElements(term, [logits, target, pos_weight ?? logits.lift(1), logits.hold()], weight, settings);
  };

/** y q softplus(-z) + (1 - y) softplus(z). */
export const bceWithLogits = defineReference(
  'bce_with_logits',
  by(bce),
  ofPublishedBce((plain, weighted) => by(weighted, plain)),
);
