import { exp, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reducedLogits } from '../../../reference/losses/numerics/reduced-logits.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const of = (write: <R>(logits: Tensor<R>, temperature: Tensor<R>) => Tensor<R>) =>
  text<'logits' | 'temperature'>(({ logits, temperature }) => write(logits, temperature));
const below = (z: Scalar, top: Scalar, temperature: Scalar): Scalar => z.sub(top).div(temperature);
const normalised = <R>(e: Tensor<R>): Tensor<R> => e.div(e.sumKeep(-1));

export const softmaxMutants: Mutant[] = mutantsOf('softmax', {
  'not-shifted': ['does not subtract the maximum', of((z, t) => normalised(z.div(t).exp()))],
  'maximum-of-the-batch': [
    'subtracts the maximum of the batch from every row',
    of((z, t) => normalised(map(below, z, z.max().hold(), t).exp())),
  ],
  'divided-before-shifted': [
    'divides by the temperature before it subtracts the maximum',
    of((z, t) => {
      const cold = z.div(t);
      return cold.sub(cold.max(-1).column().hold()).softmax();
    }),
  ],
  'temperature-multiplied': [
    'multiplies by the temperature',
    of((z, t) =>
      reducedLogits(
        z,
        map((x) => x.div(x.mul(x)), t),
      ).softmax(),
    ),
  ],
  'temperature-ignored': ['ignores the temperature', of((z, t) => reducedLogits(z, t.div(t)).softmax())],
  'normalised-over-the-batch': [
    'divides by the sum of the whole batch',
    of((z, t) => {
      const e = map(below, z, z.max(-1).column().hold(), t).exp();
      return e.div(e.sum());
    }),
  ],
  'epsilon-in-the-sum': [
    'adds 1e-7 to the sum',
    of((z, t) => {
      const e = map(below, z, z.max(-1).column().hold(), t).exp();
      return e.div(e.sumKeep(-1).add(1e-7));
    }),
  ],
  clipped: [
    'clips the probabilities to 1e-7 from below',
    of((z, t) => map((p) => select(p.lt(1e-7), 1e-7, p), reducedLogits(z, t).softmax())),
  ],
  sigmoid: [
    'takes the sigmoid of each logit',
    of((z, t) => map((x, s) => exp(x.div(s)).div(exp(x.div(s)).add(1)), z, t)),
  ],
  'maximum-differentiated': [
    'lets the gradient of an argmax through the maximum that it adds again',
    of((z, t) => {
      const top = z.max(-1).column();
      return reducedLogits(z, t).softmax().add(top).sub(top.hold());
    }),
  ],
  'gradient-diagonal': [
    'doubles the gradient, as if the derivative of exp were counted twice',
    { corrupt: scaledGradient('logits', 2) },
  ],
  'temperature-gradient-sign': [
    'gives the temperature the gradient of its inverse',
    { corrupt: scaledGradient('temperature', -1) },
  ],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
