import { exp, log, max, oneMinus, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { circle } from '../../../reference/losses/metric-learning/circle.ts';
import { among, pairs, withBoth } from '../../../reference/losses/metric-learning/labelled-batch.ts';
import { unit as normalised } from '../../../reference/losses/metric-learning/similarities.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = circle.algorithms[0].text;
type Exponent = (s: Scalar, held: Scalar, margin: Scalar, gamma: Scalar) => Scalar;
interface Parts {
  readonly unit?: <R>(x: Tensor<R>) => Tensor<R>;
  readonly positive?: Exponent;
  readonly negative?: Exponent;
  readonly together?: (positives: Scalar, negatives: Scalar) => Scalar;
  readonly weights?: 'differentiated';
}
const ofPositive: Exponent = (s, held, m, g) =>
  oneMinus(s)
    .sub(m)
    .mul(max(oneMinus(held).add(m), 0))
    .mul(g);
const ofNegative: Exponent = (s, held, m, g) =>
  s
    .sub(m)
    .mul(max(held.add(m), 0))
    .mul(g);
/** Circle loss with one part replaced. */
const circleBy = (parts: Parts) =>
  text<'embedding' | 'label' | 'margin' | 'gamma'>(({ embedding, label, margin, gamma }, settings) => {
    const x = (parts.unit ?? normalised)(embedding);
    const s = x.matmul(x, { transposeB: true });
    const held = parts.weights ? s : s.hold();
    const masks = pairs(label);
    const side = (exponent: Exponent, mask: typeof s) =>
      map(among, map(exponent, s, held, margin, gamma), mask).logSumExp();
    const [p, n] = [
      side(parts.positive ?? ofPositive, masks.positive),
      side(parts.negative ?? ofNegative, masks.negative),
    ];
    const valid = withBoth(masks);
    const terms = keep(map(parts.together ?? ((a: Scalar, b: Scalar) => softplus(a.add(b))), p, n), valid);
    return reduce(terms, settings, settings.denominator === 'valid' ? valid : undefined);
  });

export const circleMutants: Mutant[] = mutantsOf('circle', {
  'weights-differentiated': ['differentiates the weights, too', circleBy({ weights: 'differentiated' })],
  unweighted: [
    'weighs all pairs with 1',
    circleBy({ positive: (s, _, m, g) => oneMinus(s).sub(m).mul(g), negative: (s, _, m, g) => s.sub(m).mul(g) }),
  ],
  'weights-without-margin': [
    'leaves the margin out of the weights',
    circleBy({
      positive: (s, held, m, g) =>
        oneMinus(s)
          .sub(m)
          .mul(max(oneMinus(held), 0))
          .mul(g),
      negative: (s, held, m, g) => s.sub(m).mul(max(held, 0)).mul(g),
    }),
  ],
  'weights-not-cut-off': [
    'lets weights be negative',
    circleBy({ negative: (s, held, m, g) => s.sub(m).mul(held.add(m)).mul(g) }),
  ],
  'one-margin': [
    'compares positives with the margin, not with 1 - margin',
    circleBy({
      positive: (s, held, m, g) =>
        m
          .sub(s)
          .mul(max(oneMinus(held).add(m), 0))
          .mul(g),
    }),
  ],
  'margin-ignored': ['ignores the margin', (o, s) => right({ ...o, margin: o.margin!.sub(o.margin!) }, s)],
  'gamma-on-negatives-only': [
    'multiplies the negatives by gamma only',
    circleBy({ positive: (s, held, m, g) => ofPositive(s, held, m, g.sub(g).add(1)) }),
  ],
  'divided-by-gamma': ['divides the logarithm by gamma', (o, s) => right(o, s).div(o.gamma!)],
  'sides-added': [
    'adds the soft penalties of the two sides instead of multiplying them',
    circleBy({ together: (a, b) => softplus(a).add(softplus(b)) }),
  ],
  'no-shift': ['exponentiates without shifting', circleBy({ together: (a, b) => log(exp(a.add(b)).add(1)) })],
  'not-normalised': ['uses scalar products for cosines', circleBy({ unit: (x) => x })],
  'mean-over-all': [
    'divides by all points, those without a pair too',
    (o, s) => right(o, s.denominator === 'valid' ? { ...s, denominator: 'count' } : s),
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  'gradient-halved': ['sends gradients to the anchors only', { corrupt: scaledGradient('embedding', 0.5) }],
});
