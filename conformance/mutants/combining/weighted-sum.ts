import { select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const by = (write: <R>(loss: Tensor<R>, weight: Tensor<R>) => Tensor<R>) =>
  text<'loss', 'weight'>(({ loss, weight }, settings) =>
    reduce(write(loss, weight ?? map((x) => select(x.eq(x), 1, 1), loss)), settings),
  );
const unlessOff = (l: Scalar, w: Scalar): Scalar => select(w.eq(0), 0, l.mul(w));

export const weightedSumMutants: Mutant[] = mutantsOf('weighted_sum', {
  'weighted-mean': ['divides by the summed weights', by((l, w) => map(unlessOff, l, w).div(w.sum()))],
  'mean-over-the-tasks': ['divides by the number of tasks', by((l, w) => map(unlessOff, l, w).div(l.count()))],
  'weights-ignored': ['ignores the weights', by((l, w) => map((x, v) => select(v.eq(0), 0, x), l, w))],
  'weights-squared': ['weighs twice', by((l, w) => map((x, v) => unlessOff(x, v.mul(v)), l, w))],
  'off-by-multiplication': ['lets NaN through a weight of 0', by((l, w) => l.mul(w))],
  'weight-0-is-1': [
    'takes a weight of 0 for one that was left out',
    by((l, w) => map((x, v) => select(v.eq(0), x, x.mul(v)), l, w)),
  ],
  softmax: ['makes a softmax of the weights', by((l, w) => l.mul(w.softmax()))],
  'losses-clipped': [
    'stops negative losses at 0',
    by((l, w) => map((x, v) => select(x.lt(0), 0, unlessOff(x, v)), l, w)),
  ],
  'weight-gradient-dropped': ['treats the weights as constant', { corrupt: scaledGradient('weight', 0) }],
  'loss-gradient-unweighted': [
    'gives every task the gradient of the sum',
    {
      corrupt: (outputs, c) => {
        const gradient = outputs['gradient.loss'];
        if (!gradient || c.reduction !== 'sum') return outputs;
        return { ...outputs, 'gradient.loss': { ...gradient, data: gradient.data.map(() => c.cotangent.data[0]!) } };
      },
    },
  ],
});
