import {
  exp,
  log,
  log1p,
  max,
  min,
  neg,
  select,
  sigmoid,
  softplus,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { signed } from './signed-labels.ts';

const right = (s: Scalar, y: Scalar): Scalar => softplus(neg(y.mul(s)));

export const softMarginMutants: Mutant[] = mutantsOf('soft_margin', {
  naive: [
    'computes log(1 + exp(-y s)) as it stands, which overflows',
    signed((s, y) => log(exp(neg(y.mul(s))).add(1))),
  ],
  'naive-log1p': ['computes log1p(exp(-y s)), which still overflows', signed((s, y) => log1p(exp(neg(y.mul(s)))))],
  'exponent-clamped': ['clamps the exponent at 50', signed((s, y) => log1p(exp(min(neg(y.mul(s)), 50))))],
  'softplus-threshold': [
    'returns its argument from 20 on',
    signed((s, y) => {
      const x = neg(y.mul(s));
      return select(x.gt(20), x, log1p(exp(min(x, 20))));
    }),
  ],
  'epsilon-in-the-log': [
    'takes the logarithm of the sigmoid plus 1e-12',
    signed((s, y) => neg(log(sigmoid(y.mul(s)).add(1e-12)))),
  ],
  'hinge-from-30-on': [
    'drops the logarithm beyond a score of 30',
    signed((s, y) => select(max(s, neg(s)).gt(30), max(neg(y.mul(s)), 0), right(s, y))),
  ],
  'labels-of-0-and-1': ['takes the label -1 for 0', signed((s, y) => right(s, max(y, 0)))],
  'labels-mapped-twice': [
    'maps the labels by 2y - 1, so that -1 becomes -3',
    signed((s, y) => right(s, y.mul(2).sub(1))),
  ],
  'labels-flipped': ['swaps the two labels', signed((s, y) => softplus(y.mul(s)))],
  'base-2': ['divides by log 2', signed((s, y) => right(s, y).div(Math.LN2))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    signed(right, { denominator: 'count' }),
  ],
  'gradient-sign': ['has the gradient of the other label', { corrupt: scaledGradient('prediction', -1) }],
  'weight-gradient-dropped': ['treats the weight as constant', { corrupt: scaledGradient('weight', 0) }],
});
