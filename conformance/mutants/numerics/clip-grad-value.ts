import { abs, max, min, neg, select, tanh } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const by = (clipped: (g: Scalar, limit: Scalar) => Scalar) =>
  text<'gradient' | 'clip_value'>(({ gradient, clip_value }) => map(clipped, gradient, clip_value));

export const clipGradValueMutants: Mutant[] = mutantsOf('clip_grad_value', {
  'one-sided': ['clips large positive numbers only', by((g, v) => min(g, v))],
  'zero-beyond': ['drops what exceeds the threshold', by((g, v) => select(abs(g).gt(v), 0, g))],
  magnitude: ['loses the sign', by((g, v) => min(abs(g), v))],
  'nan-hidden': ['turns NaN into the lower threshold', by((g, v) => select(g.gt(neg(v)), min(g, v), neg(v)))],
  'threshold-1': ['always clips at 1', by((g, v) => max(min(g, 1), -1).add(v.mul(0)))],
  smooth: ['bends instead of clipping: v tanh(g / v)', by((g, v) => v.mul(tanh(g.div(v))))],
  'not-clipped': ['returns the gradient', by((g, v) => g.add(v.mul(0)))],
  scaled: ['divides by the threshold what it clips', by((g, v) => max(min(g.div(v), 1), -1))],
  'straight-through': [
    'lets the whole gradient through where it clips',
    {
      corrupt: (outputs, { cotangent }) =>
        outputs['gradient.gradient']
          ? { ...outputs, 'gradient.gradient': { ...outputs['gradient.gradient'], data: cotangent.data } }
          : outputs,
    },
  ],
  'threshold-gradient-sign': ['turns the gradient of the threshold', { corrupt: scaledGradient('clip_value', -1) }],
  'threshold-gradient-dropped': ['treats the threshold as constant', { corrupt: scaledGradient('clip_value', 0) }],
});
