import { zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { type BceKernel, bce, ofPublishedBce } from './bce-terms.ts';

type RowOperands<R> = Operands<R, 'logits' | 'target', 'class_weight'>;

const by = (term: BceKernel) => {
  const weighted = (w: Scalar, z: Scalar, y: Scalar, q: Scalar, held: Scalar): Scalar =>
    zeroTimes(w, term(z, y, q, held));
  return <R>({ logits, target, class_weight }: RowOperands<R>, settings: Settings): Tensor<R> => {
    const inputs = [logits, target, logits.lift(1), logits.hold()] as const;
    const classes = class_weight ? map(weighted, class_weight, ...inputs) : map(term, ...inputs);
    return reduce(classes.mean(-1), settings);
  };
};

/** The binary cross-entropies of a row, times the weights of the classes, averaged over the classes. */
export const multilabelSoftMargin = defineReference(
  'multilabel_soft_margin',
  by(bce),
  ofPublishedBce((plain) => by(plain)),
);
