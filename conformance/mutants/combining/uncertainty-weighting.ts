import { exp, log, max, neg, zeroTimes } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Term = (loss: Scalar, s: Scalar) => Scalar;
type Form = 'unit' | 'regression' | 'classification';
const forms = (unit: Term, regression: Term, classification: Term) =>
  text<'loss' | 'log_variance'>(({ loss, log_variance }, settings) =>
    reduce(map({ unit, regression, classification }[settings.form as Form], loss, log_variance), settings),
  );
/** The three forms by what weighs the loss and what is paid. */
const by = (precision: (s: Scalar) => Scalar, penalty: (s: Scalar) => Scalar) =>
  forms(
    (l, s) => zeroTimes(l, precision(s)).add(penalty(s)),
    (l, s) => zeroTimes(l, precision(s)).add(penalty(s)).mul(0.5),
    (l, s) => zeroTimes(l, precision(s)).add(penalty(s).mul(0.5)),
  );
const precision = (s: Scalar): Scalar => exp(neg(s));
const unit: Term = (l, s) => zeroTimes(l, precision(s)).add(s);

export const uncertaintyWeightingMutants: Mutant[] = mutantsOf('uncertainty_weighting', {
  'half-always': [
    'always takes the form for squared errors',
    forms(
      (l, s) => unit(l, s).mul(0.5),
      (l, s) => unit(l, s).mul(0.5),
      (l, s) => unit(l, s).mul(0.5),
    ),
  ],
  'unit-always': ['never takes a half', forms(unit, unit, unit)],
  'sign-of-the-precision': ['multiplies by the variance', by(exp, (s) => s)],
  'sign-of-the-penalty': ['pays for certainty', by(precision, neg)],
  'penalty-dropped': ['forgets the penalty', by(precision, (s) => s.mul(0))],
  'log-deviation': [
    'takes s for the logarithm of the standard deviation',
    by(
      (s) => exp(s.mul(-2)),
      (s) => s,
    ),
  ],
  variance: [
    'takes s for the variance itself',
    by(
      (s) => s.mul(0).add(1).div(s),
      (s) => log(s),
    ),
  ],
  'softplus-variance': [
    'makes the variance 1 + exp(s)',
    by(
      (s) =>
        exp(s)
          .add(1)
          .div(exp(s).add(1).mul(exp(s).add(1))),
      (s) => log(exp(s).add(1)),
    ),
  ],
  'not-negative': [
    'stops the value at 0',
    forms(
      (l, s) => max(unit(l, s), 0),
      (l, s) => max(unit(l, s).mul(0.5), 0),
      (l, s) => max(zeroTimes(l, precision(s)).add(s.mul(0.5)), 0),
    ),
  ],
  'clamped-log-variance': [
    'keeps the log variance above -10',
    by(
      (s) => exp(neg(max(s, -10))),
      (s) => max(s, -10),
    ),
  ],
  'penalty-once': [
    'adds the mean of the log variances instead of each',
    text<'loss' | 'log_variance'>(({ loss, log_variance }, settings) => {
      const weighed = map((l, s) => zeroTimes(l, precision(s)), loss, log_variance);
      if (settings.form !== 'unit') return reduce(weighed.add(log_variance.mul(0.5)), settings);
      return reduce(weighed.add(log_variance.mean()), settings);
    }),
  ],
  'log-variance-gradient-dropped': [
    'treats the log variances as constant',
    { corrupt: scaledGradient('log_variance', 0) },
  ],
  'log-variance-gradient-half': [
    'halves the gradient of the log variances',
    { corrupt: scaledGradient('log_variance', 0.5) },
  ],
  'loss-gradient-unweighted': [
    'gives the losses the gradient of their plain sum',
    {
      corrupt: (outputs, c) => {
        const gradient = outputs['gradient.loss'];
        if (!gradient) return outputs;
        const { data } = c.cotangent;
        const plain = gradient.data.map((_, i) => (c.reduction === 'sum' ? data[0]! : data[i]!));
        return { ...outputs, 'gradient.loss': { ...gradient, data: plain } };
      },
    },
  ],
});
