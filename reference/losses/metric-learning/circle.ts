import { max, oneMinus, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { among, pairs, wherePaired, withBoth } from './labelled-batch.ts';
import { unit } from './similarities.ts';

type Exponent = (s: Scalar, held: Scalar, mask: Scalar, margin: Scalar, gamma: Scalar) => Scalar;
const ofPositive: Exponent = (s, held, mask, margin, gamma) => {
  const weight = max(oneMinus(held).add(margin), 0);
  return among(oneMinus(s).sub(margin).mul(weight).mul(gamma), mask);
};
const ofNegative: Exponent = (s, held, mask, margin, gamma) => {
  const weight = max(held.add(margin), 0);
  return among(s.sub(margin).mul(weight).mul(gamma), mask);
};
const together = (positives: Scalar, negatives: Scalar): Scalar => softplus(positives.add(negatives));

type Given = 'embedding' | 'label' | 'margin' | 'gamma';

function strict<R>({ embedding, label, margin, gamma }: Operands<R, Given>, settings: Settings): Tensor<R> {
  const masks = pairs(label);
  const valid = withBoth(masks);
  const x = unit(wherePaired(embedding, valid));
  const s = x.matmul(x, { transposeB: true });
  const positives = map(ofPositive, s, s.hold(), masks.positive, margin, gamma).logSumExp();
  const negatives = map(ofNegative, s, s.hold(), masks.negative, margin, gamma).logSumExp();
  const terms = keep(map(together, positives, negatives), valid);
  return reduce(terms, settings, settings.denominator === 'valid' ? valid : undefined);
}

/** Every negative of an anchor against every positive, smoothed, with weights that are constants. */
export const circle = defineReference('circle', strict);
