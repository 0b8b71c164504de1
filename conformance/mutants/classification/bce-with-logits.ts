import {
  abs,
  exp,
  log,
  log1p,
  max,
  min,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Term = (z: Scalar, y: Scalar, q: Scalar) => Scalar;
type Names = 'logits' | 'target';
const bce = (term: Term, settingsOf: Readonly<Record<string, string>> = {}) =>
  text<Names, 'weight' | 'pos_weight'>(({ logits, target, weight, pos_weight }, settings) => {
    const q = pos_weight ?? logits.lift(1);
    return reduceElements(term, [logits, target, q], weight, { ...settings, ...settingsOf });
  });
const right: Term = (z, y, q) => zeroTimes(y.mul(q), softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)));
const fromProbability =
  (guarded: (p: Scalar) => Scalar): Term =>
  (z, y, q) => {
    const p = sigmoid(z);
    return neg(
      q
        .mul(y)
        .mul(log(guarded(p)))
        .add(oneMinus(y).mul(log(guarded(oneMinus(p))))),
    );
  };
const naive = (x: Scalar): Scalar => log(exp(x).add(1));
const threshold = (x: Scalar): Scalar => select(x.gt(20), x, log1p(exp(x)));

export const bceWithLogitsMutants: Mutant[] = mutantsOf('bce_with_logits', {
  'asymmetric-form': [
    'computes (1 - y) z - log sigmoid(z), which cancels for negative logits',
    bce((z, y, q) =>
      oneMinus(y)
        .mul(z)
        .add(
          q
            .sub(1)
            .mul(y)
            .add(1)
            .mul(max(neg(z), 0).add(log1p(exp(neg(abs(z)))))),
        ),
    ),
  ],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    bce(fromProbability((p) => max(min(p, 1 - 1e-7), 1e-7))),
  ],
  'epsilon-in-the-log': ['adds 1e-7 inside the logarithm', bce(fromProbability((p) => p.add(1e-7)))],
  'tiny-epsilon-in-the-log': ['adds 1e-12 inside the logarithm', bce(fromProbability((p) => p.add(1e-12)))],
  'log-clamped-at-100': [
    'clamps the logarithm of the probability at -100',
    bce((z, y, q) =>
      y
        .mul(q)
        .mul(min(softplus(neg(z)), 100))
        .add(oneMinus(y).mul(min(softplus(z), 100))),
    ),
  ],
  'naive-softplus': [
    'computes log(1 + exp(z)), which overflows',
    bce((z, y, q) =>
      y
        .mul(q)
        .mul(naive(neg(z)))
        .add(oneMinus(y).mul(naive(z))),
    ),
  ],
  'softplus-threshold': [
    'uses a softplus that returns its argument from 20 on',
    bce((z, y, q) => zeroTimes(y.mul(q), threshold(neg(z))).add(zeroTimes(oneMinus(y), threshold(z)))),
  ],
  'pos-weight-on-both': ['multiplies both parts by pos_weight', bce((z, y, q) => q.mul(right(z, y, q.div(q))))],
  'pos-weight-on-negatives': [
    'multiplies the negative part by pos_weight',
    bce((z, y, q) => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y).mul(q), softplus(z)))),
  ],
  'pos-weight-ignored': [
    'ignores pos_weight',
    bce((z, y) => zeroTimes(y, softplus(neg(z))).add(zeroTimes(oneMinus(y), softplus(z)))),
  ],
  'weighted-mean-by-count': ['divides a weighted mean by the number of elements', bce(right, { denominator: 'count' })],
  'gradient-at-0': [
    'loses half of the gradient at a logit of exactly 0',
    {
      corrupt: (outputs, c) => {
        const g = outputs['gradient.logits'];
        const [z, y] = [c.operands.logits, c.operands.target];
        if (!g || !z || !y || c.reduction !== 'sum' || c.operands.weight || c.operands.pos_weight) return outputs;
        const data = g.data.map((x, i) => (z.data[i] === 0 ? -y.data[i]! * c.cotangent.data[0]! : x));
        return { ...outputs, 'gradient.logits': { ...g, data } };
      },
    },
  ],
  'probabilities-expected': [
    'takes the logits for probabilities',
    bce((z, y, q) => {
      const p = max(min(z, 1), 0);
      return neg(zeroTimes(q.mul(y), log(p)).add(zeroTimes(oneMinus(y), log(oneMinus(p)))));
    }),
  ],
  'labels-flipped': ['swaps the two labels', bce((z, y, q) => right(z, oneMinus(y), q))],
  'hinge-for-large-logits': [
    'drops the logarithm beyond a logit of 30',
    bce((z, y, q) =>
      select(abs(z).gt(30), zeroTimes(y.mul(q), max(neg(z), 0)).add(zeroTimes(oneMinus(y), max(z, 0))), right(z, y, q)),
    ),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
