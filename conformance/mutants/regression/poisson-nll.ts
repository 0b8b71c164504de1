import { exp, expm1, log, max, min, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { poissonNll } from '../../../reference/losses/regression/poisson_nll.ts';
import { stirling } from '../../../reference/losses/regression/stirling-term.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = poissonNll.algorithms[0].text;
type Term = (z: Scalar, t: Scalar) => Scalar;
const by = (term: Term) => element(term, 'log_rate', 'target');
/** A wrong term, or a wrong constant beside the right term. */
const withConstant = (term: Term, constant: (t: Scalar) => Scalar = stirling): AnyLossText => {
  const [plain, full] = [by(term), by((z, t) => term(z, t).add(constant(t)))];
  return (operands, settings) => (settings.full ? full : plain)(operands, settings);
};
const term: Term = (z, t) => exp(z).sub(t.mul(z));
const formula = (t: Scalar): Scalar =>
  t
    .mul(log(t))
    .sub(t)
    .add(log(t.mul(2 * Math.PI)).mul(0.5));

export const poissonNllMutants: Mutant[] = mutantsOf('poisson_nll', {
  'rate-expected': ['takes the log-rate for the rate', withConstant((z, t) => z.sub(t.mul(log(max(z, 1e-8)))))],
  likelihood: ['returns the log-likelihood, not its negative', withConstant((z, t) => t.mul(z).sub(exp(z)))],
  'product-added': ['adds the product', withConstant((z, t) => exp(z).add(t.mul(z)))],
  'exponential-of-both': ['exponentiates the target, too', withConstant((z, t) => exp(z).sub(exp(t).mul(z)))],
  deviance: [
    'adds t log t - t: half the deviance',
    withConstant((z, t) => term(z, t).add(select(t.eq(0), 0, t.mul(log(t)).sub(t)))),
  ],
  'exponential-less-1': ['subtracts 1', withConstant((z, t) => expm1(z).sub(t.mul(z)))],
  'exponential-clipped': ['clips the log-rate at 20', withConstant((z, t) => exp(min(z, 20)).sub(t.mul(z)))],
  'zero-times-infinity': ['gives NaN for count 0 at rate 0', withConstant(term)],
  'constant-always': ['adds the constant where it is not asked for', (o, s) => right(o, { ...s, full: true })],
  'constant-never': ['ignores `full`', (o, s) => right(o, { ...s, full: false })],
  'constant-from-0': [
    'adds the constant for every count above 0',
    withConstant(term, (t) => select(t.gt(0), formula(t), 0)),
  ],
  'constant-masked': [
    'masks the constant by a product, which leaves NaN at count 0',
    withConstant(term, (t) => select(t.gt(1), 1, 0).mul(formula(t))),
  ],
  'constant-without-2-pi': [
    'forgets 2 pi in the constant',
    withConstant(term, (t) => select(t.gt(1), t.mul(log(t)).sub(t), 0)),
  ],
  'weighted-mean-by-count': byCount(right),
  'target-gradient-dropped': dropped('target'),
});
