import { exp, log, max, neg } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { klDivLogTarget } from '../../../reference/losses/classification/kl_div_log_target.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = klDivLogTarget.algorithms[0].text;
const by = (cost: (x: Scalar, t: Scalar) => Scalar): AnyLossText =>
  text<'log_probability' | 'log_target'>(({ log_probability, log_target }, settings) => {
    const costs = map(cost, log_probability, log_target);
    return reduce(settings.per === 'row' ? costs.sum(-1) : costs, settings);
  });

export const klDivLogTargetMutants: Mutant[] = mutantsOf('kl_div_log_target', {
  'mean-over-elements': [
    'divides by the number of elements where the mean over the batch is asked for',
    (operands, settings) =>
      settings.reduction === 'mean'
        ? right(operands, { ...settings, reduction: 'sum' }).div(operands.log_target!.count())
        : right(operands, settings),
  ],
  'ruled-out-times-infinity': ['multiplies exp(-infinity) with -infinity', by((x, t) => exp(t).mul(t.sub(x)))],
  'through-the-probability': [
    'takes the logarithm of the exponential of the target, which underflows',
    by((x, t) => exp(t).mul(log(exp(t)).sub(x))),
  ],
  'probability-expected': ['takes the target for a probability', by((x, t) => t.mul(log(max(t, 1e-30)).sub(x)))],
  'arguments-swapped': ['weighs by the prediction', by((x, t) => exp(x).mul(x.sub(t)))],
  'weight-forgotten': ['leaves the weight out', by((x, t) => t.sub(x))],
  'weight-of-the-prediction': ['weighs the difference by the prediction', by((x, t) => exp(x).mul(t.sub(x)))],
  'entropy-forgotten': [
    'leaves the entropy of the target out: that is the cross-entropy',
    by((x, t) => neg(exp(t).mul(x))),
  ],
  'clipped-prediction': [
    'clips the probability to at least 1e-7',
    by((x, t) => exp(t).mul(t.sub(max(x, Math.log(1e-7))))),
  ],
  'epsilon-in-the-log': [
    'adds 1e-8 to the probability inside the logarithm',
    by((x, t) => exp(t).mul(t.sub(log(exp(x).add(1e-8))))),
  ],
  'base-2': ['counts bits', (operands, settings) => right(operands, settings).div(Math.LN2)],
  negative: ['returns the negative divergence', (operands, settings) => right(operands, settings).neg()],
  'never-below-0': ['cuts terms off at 0', by((x, t) => max(exp(t).mul(t.sub(x)), 0))],
  'weight-held': [
    'sends no gradient through the weight',
    text<'log_probability' | 'log_target'>(({ log_probability, log_target }, settings) => {
      const costs = map((x, t, w) => exp(w).mul(t.sub(x)), log_probability, log_target, log_target.hold());
      return reduce(settings.per === 'row' ? costs.sum(-1) : costs, settings);
    }),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('log_target', 0) }],
});
