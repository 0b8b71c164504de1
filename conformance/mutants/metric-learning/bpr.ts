import { exp, log, max, neg, sigmoid, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const pairwise = (term: (p: Scalar, n: Scalar) => Scalar, settingsOf: Readonly<Record<string, string>> = {}) =>
  text<'positive' | 'negative', 'weight'>(({ positive, negative, weight }, settings) =>
    reduceElements(term, [positive, negative], weight, { ...settings, ...settingsOf }),
  );
const right = (p: Scalar, n: Scalar): Scalar => softplus(n.sub(p));

export const bprMutants: Mutant[] = mutantsOf('bpr', {
  'log-of-the-sigmoid': [
    'takes the logarithm of the sigmoid, which underflows',
    pairwise((p, n) => neg(log(sigmoid(p.sub(n))))),
  ],
  'epsilon-in-the-log': ['adds 1e-10 inside the logarithm', pairwise((p, n) => neg(log(sigmoid(p.sub(n)).add(1e-10))))],
  naive: ['computes log(1 + exp(n - p)), which overflows', pairwise((p, n) => log(exp(n.sub(p)).add(1)))],
  'order-exchanged': ['wants the negative ranked higher', pairwise((p, n) => right(n, p))],
  'two-exponentials': [
    'compares exponentials: log((exp(p) + exp(n)) / exp(p))',
    pairwise((p, n) => log(exp(p).add(exp(n))).sub(p)),
  ],
  hinge: ['uses a hinge of margin 1', pairwise((p, n) => max(n.sub(p).add(1), 0))],
  'no-logarithm': ['leaves out the logarithm', pairwise((p, n) => sigmoid(n.sub(p)))],
  'base-2': ['divides by log 2', pairwise((p, n) => right(p, n).div(Math.LN2))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of pairs',
    pairwise(right, { denominator: 'count' }),
  ],
  'negative-detached': ['sends no gradient to the negative score', { corrupt: scaledGradient('negative', 0) }],
  'gradient-sign': ['has the gradient of the wrong order', { corrupt: scaledGradient('positive', -1) }],
});
