import { exp, expm1, log1p, max, min, neg, oneMinus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { generalizedCrossEntropy } from '../../../reference/losses/classification/generalized_cross_entropy.ts';
import { labelRows, reduceRows } from '../../../reference/losses/classification/label-rows.ts';
import { logProbabilities } from '../../../reference/losses/classification/log-probabilities.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = generalizedCrossEntropy.algorithms[0].text;
const by = (loss: (logp: Scalar, q: Scalar) => Scalar): AnyLossText =>
  text<'logits' | 'target' | 'q'>(({ logits, target, q }, settings) => {
    const rows = labelRows(logits, target, settings);
    return reduceRows(map(loss, logProbabilities(rows.scores).take(rows.label), q), rows, settings);
  });

export const generalizedCrossEntropyMutants: Mutant[] = mutantsOf('generalized_cross_entropy', {
  'not-divided-by-q': ['forgets the division by q', by((logp, q) => neg(expm1(q.mul(logp))))],
  'cross-entropy': ['is plain cross-entropy', by((logp, q) => neg(logp).add(q.sub(q)))],
  'q-ignored': ['always uses q = 0.7', by((logp, q) => neg(expm1(q.sub(q).add(0.7).mul(logp))).div(0.7))],
  'power-of-the-miss': ['raises 1 - p_t to the power', by((logp, q) => exp(q.mul(log1p(neg(exp(logp))))).div(q))],
  'through-the-probability': [
    'subtracts the power of the probability from 1',
    by((logp, q) => oneMinus(exp(q.mul(logp))).div(q)),
  ],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1]',
    by((logp, q) => neg(expm1(q.mul(max(logp, Math.log(1e-7))))).div(q)),
  ],
  'probability-below-1': [
    'clamps the probability to at most 1 - 1e-7',
    by((logp, q) => neg(expm1(q.mul(min(logp, -1e-7)))).div(q)),
  ],
  'complementary-exponent': ['takes 1 - q for the exponent', by((logp, q) => neg(expm1(oneMinus(q).mul(logp))).div(q))],
  'logits-for-log-probabilities': [
    'does not normalise the logits',
    text<'logits' | 'target' | 'q'>(({ logits, target, q }, settings) => {
      const rows = labelRows(logits, target, settings);
      const terms = map((z, e) => neg(expm1(e.mul(z))).div(e), rows.scores.take(rows.label), q);
      return reduceRows(terms, rows, settings);
    }),
  ],
  'ignored-rows-in-the-mean': [
    'counts ignored rows in the denominator',
    (operands, settings) =>
      right(operands, settings.denominator === 'count' ? { ...settings, denominator: 'all' } : settings),
  ],
  'weight-detached': [
    'weighs the gradient of cross-entropy by p_t instead of p_t^q',
    text<'logits' | 'target' | 'q'>(({ logits, target, q }, settings) => {
      const rows = labelRows(logits, target, settings);
      const logp = logProbabilities(rows.scores).take(rows.label);
      const terms = map(
        (l, held, e) =>
          neg(expm1(e.mul(held)))
            .div(e)
            .sub(l.sub(held).mul(exp(held))),
        logp,
        logp.hold(),
        q,
      );
      return reduceRows(terms, rows, settings);
    }),
  ],
  'q-gradient-sign': ['gives q a gradient of the wrong sign', { corrupt: scaledGradient('q', -1) }],
  'gradient-half': ['halves the gradient of the logits', { corrupt: scaledGradient('logits', 0.5) }],
});
