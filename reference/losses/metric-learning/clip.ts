import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { compared, costOfDiagonal, missingShare, withoutDiagonal } from './similarities.ts';

const halfOfBoth = (a: Scalar, b: Scalar): Scalar => a.add(b).mul(0.5);
const meanDifference = (byImage: Scalar, byText: Scalar, own: Scalar): Scalar =>
  byImage.sub(own).add(byText.sub(own)).mul(0.5);

type Given = 'image' | 'text' | 'logit_scale';

function logits<R>({ image, text, logit_scale }: Operands<R, Given>, settings: Settings) {
  const [a, b] = [compared(image, settings), compared(text, settings)];
  return {
    all: a.matmul(b, { transposeB: true }).mul(logit_scale),
    own: a.mul(b).sum(-1).mul(logit_scale),
  } as const;
}

function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { all, own } = logits(operands, settings);
  const others = withoutDiagonal(all);
  const [byImage, byText] = [others, others.moveAxis(0, 1)].map((s) => map(missingShare, s.logSumExp(), own));
  return reduce(map(halfOfBoth, byImage!, byText!), settings);
}

function allAtOnce<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { all, own } = logits(operands, settings);
  return reduce(map(meanDifference, all.logSumExp(), all.moveAxis(0, 1).logSumExp(), own), settings);
}

function bySoftmax<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { all } = logits(operands, settings);
  return reduce(map(halfOfBoth, costOfDiagonal(all), costOfDiagonal(all.moveAxis(0, 1))), settings);
}

const published = { 'log of the summed exponentials': allAtOnce } as const;
const atLimits = { ...published, 'log of the softmax': bySoftmax } as const;
/** The mean of the cross-entropies of the rows and of the columns of all similarities. */
export const clip = defineReference('clip', strict, published, atLimits);
