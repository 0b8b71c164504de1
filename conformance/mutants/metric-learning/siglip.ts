import { abs, exp, log, min, neg, select, sigmoid, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { siglip } from '../../../reference/losses/metric-learning/siglip.ts';
import { compared } from '../../../reference/losses/metric-learning/similarities.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text as textOf } from '../mutant.ts';

const right = siglip.algorithms[0].text;
interface Parts {
  readonly logit?: (s: Scalar, scale: Scalar, bias: Scalar) => Scalar;
  readonly cost?: (logit: Scalar, own: Scalar) => Scalar;
  readonly axis?: number;
}
const signed = (logit: Scalar, own: Scalar): Scalar => select(own.eq(1), neg(logit), logit);
/** SigLIP with one part replaced. */
const siglipBy = (parts: Parts) =>
  textOf<'image' | 'text' | 'logit_scale' | 'logit_bias'>(({ image, text, logit_scale, logit_bias }, settings) => {
    const s = compared(image, settings).matmul(compared(text, settings), { transposeB: true });
    const logits = map(parts.logit ?? ((x, a, b) => x.mul(a).add(b)), s, logit_scale, logit_bias);
    const cost = parts.cost ?? ((l: Scalar, own: Scalar) => softplus(signed(l, own)));
    return reduce(map(cost, logits, s.identity()).sum(parts.axis ?? -1), settings);
  });
const clampedScale = siglipBy({ logit: (s, scale, bias) => s.mul(min(scale, 100)).add(bias) });

export const siglipMutants: Mutant[] = mutantsOf('siglip', {
  'mean-over-pairs': [
    'divides by the number of pairs',
    (o, s) => (s.reduction === 'mean' ? right(o, s).div(o.image!.count(0)) : right(o, s)),
  ],
  'columns-for-rows': ['adds over the images of a text', siglipBy({ axis: 0 })],
  'labels-0-and-1': [
    'labels pairs with 0 and 1 instead of -1 and 1',
    siglipBy({ cost: (l, own) => softplus(neg(l.mul(own))) }),
  ],
  'labels-flipped': ['takes own pairs for the others', siglipBy({ cost: (l, own) => softplus(neg(signed(l, own))) })],
  'own-pairs-only': [
    'leaves the other pairs out',
    siglipBy({ cost: (l, own) => select(own.eq(1), softplus(neg(l)), 0) }),
  ],
  'bias-ignored': ['ignores the bias', siglipBy({ logit: (s, scale) => s.mul(scale) })],
  'bias-subtracted': ['subtracts the bias', siglipBy({ logit: (s, scale, bias) => s.mul(scale).sub(bias) })],
  'bias-scaled': ['scales the bias, too', siglipBy({ logit: (s, scale, bias) => s.add(bias).mul(scale) })],
  'scale-divides': ['divides by the scale, as by a temperature', siglipBy({ logit: (s, a, b) => s.div(a).add(b) })],
  'log-of-sigmoid': [
    'takes the logarithm of the sigmoid',
    siglipBy({ cost: (l, own) => neg(log(sigmoid(neg(signed(l, own))))) }),
  ],
  'naive-softplus': [
    'computes log(1 + exp(x)), which overflows and loses small losses',
    siglipBy({ cost: (l, own) => log(exp(signed(l, own)).add(1)) }),
  ],
  'softplus-threshold': [
    'uses a softplus that returns its argument from 20 on',
    siglipBy({
      cost: (l, own) =>
        select(
          signed(l, own).gt(20),
          signed(l, own),
          log(exp(neg(abs(l))).add(1)).add(select(signed(l, own).gt(0), signed(l, own), 0)),
        ),
    }),
  ],
  'scale-clamped': [
    'multiplies cosines by 100 at most, as CLIP does in training',
    (o, s) => (s.similarity === 'cosine' ? clampedScale : right)(o, s),
  ],
  'not-normalised': ['uses scalar products for cosines', (o, s) => right(o, { ...s, similarity: 'dot' })],
  'bias-gradient-dropped': ['treats the bias as constant', { corrupt: scaledGradient('logit_bias', 0) }],
  'text-detached': ['sends no gradient to the text', { corrupt: scaledGradient('text', 0) }],
});
