import { log, max } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { logProbabilities } from '../../../reference/losses/classification/log-probabilities.ts';
import { reducedLogits } from '../../../reference/losses/numerics/reduced-logits.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const of = (write: <R>(logits: Tensor<R>, temperature: Tensor<R>) => Tensor<R>) =>
  text<'logits' | 'temperature'>(({ logits, temperature }) => write(logits, temperature));

export const logSoftmaxMutants: Mutant[] = mutantsOf('log_softmax', {
  'log-of-softmax': [
    'takes the logarithm of the probabilities',
    of((z, t) => map((p) => log(p), reducedLogits(z, t).softmax())),
  ],
  'epsilon-in-the-log': [
    'adds 1e-7 inside the logarithm',
    of((z, t) => map((p) => log(p.add(1e-7)), reducedLogits(z, t).softmax())),
  ],
  clamped: [
    'stops at log 1e-7',
    of((z, t) => map((x) => max(x, Math.log(1e-7)), logProbabilities(reducedLogits(z, t)))),
  ],
  'normaliser-subtracted-late': [
    'subtracts the logarithm of the summed exponentials from the logit itself',
    of((z, t) => {
      const cold = z.div(t);
      return cold.sub(cold.logSumExp().column());
    }),
  ],
  'not-shifted': [
    'does not subtract the maximum',
    of((z, t) => {
      const cold = z.div(t);
      return cold.sub(map((s) => log(s), cold.exp().sumKeep(-1)));
    }),
  ],
  'temperature-on-the-outside': [
    'divides the logarithms instead of the logits',
    of((z, t) => logProbabilities(z).div(t)),
  ],
  'temperature-ignored': ['ignores the temperature', of((z) => logProbabilities(z))],
  'normalised-over-the-batch': [
    'subtracts the normaliser of the whole batch',
    of((z, t) => {
      const cold = reducedLogits(z, t);
      return cold.sub(map((s: Scalar) => log(s), cold.exp().sum()));
    }),
  ],
  negative: ['returns the negative log-probabilities', of((z, t) => logProbabilities(reducedLogits(z, t)).neg())],
  'gradient-without-softmax': ['drops half of the gradient', { corrupt: scaledGradient('logits', 0.5) }],
  'temperature-gradient-dropped': ['treats the temperature as constant', { corrupt: scaledGradient('temperature', 0) }],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
