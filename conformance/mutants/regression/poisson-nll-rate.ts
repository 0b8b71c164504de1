import { exp, log, max, select, zeroTimes } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { poissonNllRate } from '../../../reference/losses/regression/poisson_nll_rate.ts';
import { stirling } from '../../../reference/losses/regression/stirling-term.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = poissonNllRate.algorithms[0].text;
type Term = (r: Scalar, t: Scalar, eps: Scalar) => Scalar;
const by = (term: Term): AnyLossText => {
  const [plain, full] = [term, (r: Scalar, t: Scalar, eps: Scalar) => term(r, t, eps).add(stirling(t))].map((each) =>
    element(each, 'rate', 'target', 'eps'),
  ) as [AnyLossText, AnyLossText];
  return (operands, settings) => (settings.full ? full : plain)(operands, settings);
};

export const poissonNllRateMutants: Mutant[] = mutantsOf('poisson_nll_rate', {
  'log-rate-expected': ['takes the rate for its logarithm', by((r, t) => exp(r).sub(t.mul(r)))],
  'eps-1e-8': ['adds 1e-8 in the logarithm, whatever eps is', by((r, t) => r.sub(t.mul(log(r.add(1e-8)))))],
  'eps-1e-7': ['adds 1e-7 in the logarithm, whatever eps is', by((r, t) => r.sub(t.mul(log(r.add(1e-7)))))],
  'eps-outside': ['adds eps to the rate itself, too', by((r, t, eps) => r.add(eps).sub(zeroTimes(t, log(r.add(eps)))))],
  'eps-as-floor': [
    'raises the rate to eps instead of adding it',
    by((r, t, eps) => r.sub(zeroTimes(t, log(max(r, eps))))),
  ],
  'zero-log-zero': ['gives NaN for count 0 at rate 0', by((r, t, eps) => r.sub(t.mul(log(r.add(eps)))))],
  'rate-forgotten': ['forgets the rate: a cross-entropy', by((r, t, eps) => zeroTimes(t, log(r.add(eps))).mul(-1))],
  'arguments-swapped': ['takes the target for the rate', by((r, t, eps) => t.sub(zeroTimes(r, log(t.add(eps)))))],
  'log-of-1-plus': ['takes the logarithm of 1 + rate', by((r, t, eps) => r.sub(t.mul(log(r.add(eps).add(1)))))],
  deviance: [
    'adds t log t - t: half the deviance',
    by((r, t, eps) => r.sub(zeroTimes(t, log(r.add(eps)))).add(select(t.eq(0), 0, t.mul(log(t)).sub(t)))),
  ],
  'constant-never': ['ignores `full`', (o, s) => right(o, { ...s, full: false })],
  'weighted-mean-by-count': byCount(right),
  'rate-gradient-doubled': ['doubles the gradient of the rate', { corrupt: scaledGradient('rate', 2) }],
  'target-gradient-dropped': dropped('target'),
});
