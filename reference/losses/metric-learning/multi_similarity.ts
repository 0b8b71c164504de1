import { neg, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { among, pairs, wherePaired } from './labelled-batch.ts';
import { unit } from './similarities.ts';

const unlike = (s: Scalar, base: Scalar, scale: Scalar, mask: Scalar): Scalar =>
  among(neg(s.sub(base).mul(scale)), mask);
const alike = (s: Scalar, base: Scalar, scale: Scalar, mask: Scalar): Scalar => among(s.sub(base).mul(scale), mask);
const softHinge = (logSum: Scalar, scale: Scalar): Scalar => softplus(logSum).div(scale);

type Given = 'embedding' | 'label' | 'positive_scale' | 'negative_scale' | 'base';

function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const { embedding, label, positive_scale, negative_scale, base } = operands;
  const { positive, negative } = pairs(label);
  const x = unit(wherePaired(embedding, positive.add(negative)));
  const s = x.matmul(x, { transposeB: true });
  const ofPositives = map(softHinge, map(unlike, s, base, positive_scale, positive).logSumExp(), positive_scale);
  const ofNegatives = map(softHinge, map(alike, s, base, negative_scale, negative).logSumExp(), negative_scale);
  return reduce(ofPositives.add(ofNegatives), settings);
}

/** Smoothed: by how much the least alike positive falls short of the base, and the most alike negative exceeds it. */
export const multiSimilarity = defineReference('multi_similarity', strict);
