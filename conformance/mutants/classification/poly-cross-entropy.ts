import { exp, expm1, log, max, min, neg, oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { labelRows, reduceRows } from '../../../reference/losses/classification/label-rows.ts';
import { logProbabilities } from '../../../reference/losses/classification/log-probabilities.ts';
import { polyCrossEntropy } from '../../../reference/losses/classification/poly_cross_entropy.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = polyCrossEntropy.algorithms[0].text;
const by = (loss: (logp: Scalar, epsilon: Scalar) => Scalar): AnyLossText =>
  text<'logits' | 'target' | 'epsilon'>(({ logits, target, epsilon }, settings) => {
    const rows = labelRows(logits, target, settings);
    return reduceRows(map(loss, logProbabilities(rows.scores).take(rows.label), epsilon), rows, settings);
  });
const miss = (logp: Scalar): Scalar => neg(expm1(logp));

export const polyCrossEntropyMutants: Mutant[] = mutantsOf('poly_cross_entropy', {
  'epsilon-ignored': ['is plain cross-entropy', by((logp, e) => neg(logp).add(e.sub(e)))],
  'epsilon-0-falsy': [
    'takes epsilon 0 for "not set" and uses 1',
    by((logp, e) => neg(logp).add(select(e.eq(0), 1, e).mul(miss(logp)))),
  ],
  'epsilon-negative-refused': [
    'takes a negative epsilon for 0',
    by((logp, e) => neg(logp).add(max(e, 0).mul(miss(logp)))),
  ],
  'power-of-the-probability': ['adds epsilon p_t', by((logp, e) => neg(logp).add(e.mul(exp(logp))))],
  'epsilon-subtracted': ['subtracts the second term', by((logp, e) => neg(logp).sub(e.mul(miss(logp))))],
  'epsilon-on-everything': ['multiplies the cross-entropy by 1 + epsilon', by((logp, e) => neg(logp).mul(e.add(1)))],
  'through-the-probability': [
    'computes both terms from the rounded probability',
    by((logp, e) => {
      const p = exp(logp);
      return neg(log(p)).add(e.mul(oneMinus(p)));
    }),
  ],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    by((logp, e) => {
      const p = max(min(exp(logp), 1 - 1e-7), 1e-7);
      return neg(log(p)).add(e.mul(oneMinus(p)));
    }),
  ],
  'second-power': ['adds epsilon (1 - p_t)^2', by((logp, e) => neg(logp).add(e.mul(miss(logp)).mul(miss(logp))))],
  'first-term-replaced': [
    'replaces the coefficient 1 by epsilon instead of adding to it',
    by((logp, e) => neg(logp).add(e.sub(1).mul(miss(logp)))),
  ],
  'ignored-rows-in-the-mean': [
    'counts ignored rows in the denominator',
    (operands, settings) =>
      right(operands, settings.denominator === 'count' ? { ...settings, denominator: 'all' } : settings),
  ],
  'second-term-detached': [
    'holds the second term constant in the gradient of the logits',
    text<'logits' | 'target' | 'epsilon'>(({ logits, target, epsilon }, settings) => {
      const rows = labelRows(logits, target, settings);
      const logp = logProbabilities(rows.scores).take(rows.label);
      const terms = map((l, held, e) => neg(l).add(e.mul(miss(held))), logp, logp.hold(), epsilon);
      return reduceRows(terms, rows, settings);
    }),
  ],
  'epsilon-gradient-sign': ['gives epsilon a gradient of the wrong sign', { corrupt: scaledGradient('epsilon', -1) }],
});
