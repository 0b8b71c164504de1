import { exp, max } from '../../../reference/arithmetic/kernel/functions.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const by = (write: <R>(weight: Tensor<R>, step: Tensor<R>) => Tensor<R>) =>
  text<'weight' | 'gradient' | 'learning_rate'>(({ weight, gradient, learning_rate }) =>
    write(weight, gradient.mul(learning_rate)),
  );
const scaled = <R>(x: Tensor<R>): Tensor<R> => x.div(x.sum()).mul(x.count());

export const gradNormWeightsMutants: Mutant[] = mutantsOf('grad_norm_weights', {
  'sum-to-1': ['scales the weights to sum to 1', by((w, step) => w.sub(step).div(w.sub(step).sum()))],
  'not-scaled': ['leaves the weights as the step made them', by((w, step) => w.sub(step))],
  'scaled-before-the-step': ['scales the weights before the step', by((w, step) => scaled(w).sub(step))],
  'step-dropped': ['never takes the step', by((w) => scaled(w))],
  ascends: ['steps along the gradient', by((w, step) => scaled(w.add(step)))],
  'learning-rate-ignored': [
    'takes steps of length 1',
    text<'weight' | 'gradient' | 'learning_rate'>(({ weight, gradient }) => scaled(weight.sub(gradient))),
  ],
  clipped: ['stops weights at 0', by((w, step) => scaled(map((x) => max(x, 0), w.sub(step))))],
  softmax: ['makes a softmax of the weights', by((w, step) => w.sub(step).softmax().mul(w.count()))],
  multiplicative: ['multiplies by exp(-step)', by((w, step) => scaled(w.mul(map((x) => exp(x), step.neg()))))],
  'sum-held': [
    'treats the sum as constant under differentiation',
    by((w, step) => {
      const stepped = w.sub(step);
      return stepped.div(stepped.sum().hold()).mul(w.count());
    }),
  ],
  'epsilon-in-the-sum': [
    'adds 1e-8 to the sum',
    by((w, step) => w.sub(step).div(w.sub(step).sum().add(1e-8)).mul(w.count())),
  ],
  'gradient-sign': ['turns the gradient of the gradient', { corrupt: scaledGradient('gradient', -1) }],
});
