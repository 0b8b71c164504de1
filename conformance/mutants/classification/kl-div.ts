import { exp, log, max, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { klDiv } from '../../../reference/losses/classification/kl_div.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = klDiv.algorithms[0].text;
type Cost = (x: Scalar, t: Scalar) => Scalar;
const by = (cost: Cost): AnyLossText =>
  text<'log_probability' | 'target'>(({ log_probability, target }, settings) => {
    const costs = map(cost, log_probability, target);
    return reduce(settings.per === 'row' ? costs.sum(-1) : costs, settings);
  });
const xLogX = (t: Scalar): Scalar => select(t.eq(0), 0, t.mul(log(t)));
const term: Cost = (x, t) => select(t.eq(0), 0, t.mul(log(t).sub(x)));

export const klDivMutants: Mutant[] = mutantsOf('kl_div', {
  'mean-over-elements': [
    'divides by the number of elements where the mean over the batch is asked for',
    (operands, settings) =>
      settings.reduction === 'mean'
        ? right(operands, { ...settings, reduction: 'sum' }).div(operands.target!.count())
        : right(operands, settings),
  ],
  'arguments-swapped': [
    'takes the log-probability for the target',
    by((x, t) => exp(x).mul(x.sub(log(max(t, 1e-30))))),
  ],
  'probabilities-expected': ['takes the logarithm of the log-probability', by((x, t) => term(log(max(x, 1e-30)), t))],
  'entropy-forgotten': ['leaves the entropy of the target out: that is the cross-entropy', by((x, t) => neg(t.mul(x)))],
  'log-target-expected': ['takes the target for a logarithm', by((x, t) => exp(t).mul(t.sub(x)))],
  'zero-times-infinity': ['multiplies a target of 0 with log 0', by((x, t) => t.mul(log(t).sub(x)))],
  'zero-target-times-infinity': [
    'multiplies a target of 0 with a log-probability of -infinity',
    by((x, t) => xLogX(t).sub(t.mul(x))),
  ],
  'clipped-target': ['clips the target to [1e-7, 1]', by((x, t) => term(x, max(t, 1e-7)))],
  'clipped-probability': ['clips the probability to [1e-7, 1]', by((x, t) => term(max(x, Math.log(1e-7)), t))],
  'epsilon-in-the-log': ['adds 1e-8 inside the logarithm of the target', by((x, t) => t.mul(log(t.add(1e-8)).sub(x)))],
  'base-2': ['counts bits', by((x, t) => term(x, t).div(Math.LN2))],
  negative: ['returns the negative divergence', (operands, settings) => right(operands, settings).neg()],
  'never-below-0': ['cuts terms off at 0', by((x, t) => max(term(x, t), 0))],
  'target-gradient-without-1': [
    'gives log t - x as the gradient of the target',
    text<'log_probability' | 'target'>((operands, settings) => {
      const slope = map((t, held) => held.sub(t), operands.target, operands.target.hold());
      return right(operands, settings).add(reduce(settings.per === 'row' ? slope.sum(-1) : slope, settings));
    }),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
