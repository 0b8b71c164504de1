import {
  exp,
  log,
  max,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { asymmetricLoss } from '../../../reference/losses/classification/asymmetric_loss.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = asymmetricLoss.algorithms[0].text;
type Names = 'logits' | 'target' | 'gamma_pos' | 'gamma_neg' | 'margin';
const power = (x: Scalar, n: Scalar): Scalar => select(n.eq(0), 1, exp(n.mul(log(x))));
const positivePart = (p: Scalar, m: Scalar): Scalar => max(p.sub(m), 0);

interface Parts {
  /** The probability of a label 0, as its weight and its logarithm see it. */
  readonly inWeight?: (p: Scalar, m: Scalar) => Scalar;
  readonly inLog?: (p: Scalar, m: Scalar) => Scalar;
  /** What is weighed by a power of what. */
  readonly missed?: (p: Scalar) => Scalar;
  readonly log?: (p: Scalar) => Scalar;
}
/** As it is usually written, with one part replaced. */
const lossBy = (parts: Parts) => {
  const logOf = parts.log ?? log;
  const one = (z: Scalar, gamma: Scalar): Scalar => {
    const missed = parts.missed ? parts.missed(sigmoid(z)) : sigmoid(neg(z));
    return power(missed, gamma).mul(parts.log ? neg(logOf(sigmoid(z))) : softplus(neg(z)));
  };
  const zero = (z: Scalar, gamma: Scalar, m: Scalar): Scalar => {
    const [seen, rest] = [parts.inWeight ?? positivePart, parts.inLog ?? positivePart];
    return power(seen(sigmoid(z), m), gamma).mul(neg(logOf(oneMinus(rest(sigmoid(z), m)))));
  };
  const term = (z: Scalar, y: Scalar, pos: Scalar, negative: Scalar, m: Scalar): Scalar =>
    select(y.eq(1), one(z, pos), zero(z, negative, m));
  return text<Names, 'weight'>(({ logits, target, gamma_pos, gamma_neg, margin, weight }, settings) =>
    reduceElements(term, [logits, target, gamma_pos, gamma_neg, margin], weight, settings),
  );
};
/** With one number changed. */
const withNumber = (name: 'gamma_pos' | 'gamma_neg' | 'margin', change: (x: Scalar) => Scalar) =>
  text<Names, 'weight'>((operands, settings) => right({ ...operands, [name]: map(change, operands[name]) }, settings));
const raised =
  (least: number) =>
  (p: Scalar): Scalar =>
    log(max(p, least));

export const asymmetricLossMutants: Mutant[] = mutantsOf('asymmetric_loss', {
  'raised-to-1e-8': ['raises probabilities to 1e-8 before the logarithm', lossBy({ log: raised(1e-8) })],
  'epsilon-in-the-log': ['adds 1e-8 inside the logarithm', lossBy({ log: (p) => log(p.add(1e-8)) })],
  'margin-in-the-log-only': ['shifts the probability in the logarithm alone', lossBy({ inWeight: (p) => p })],
  'margin-in-the-weight-only': ['shifts the probability in the weight alone', lossBy({ inLog: (p) => p })],
  'margin-added': [
    'adds the margin to the probability',
    lossBy({ inWeight: (p, m) => p.add(m), inLog: (p, m) => p.add(m) }),
  ],
  'margin-cuts': [
    'sets what is below the margin to 0, and does not shift the rest',
    lossBy({
      inWeight: (p, m) => select(p.gt(m), p, 0),
      inLog: (p, m) => select(p.gt(m), p, 0),
    }),
  ],
  'margin-ignored': ['ignores the margin', withNumber('margin', (m) => m.sub(m))],
  'margin-0-falsy': [
    'takes a margin of 0 for "not set" and uses 0.05',
    withNumber('margin', (m) => select(m.eq(0), 0.05, m)),
  ],
  'gammas-exchanged': [
    'gives gamma_pos to the labels 0 and gamma_neg to the labels 1',
    text<Names, 'weight'>((operands, settings) =>
      right({ ...operands, gamma_pos: operands.gamma_neg, gamma_neg: operands.gamma_pos }, settings),
    ),
  ],
  'one-gamma': [
    'focuses all labels by gamma_neg',
    text<Names, 'weight'>((operands, settings) => right({ ...operands, gamma_pos: operands.gamma_neg }, settings)),
  ],
  'gamma-plus-1': ['raises to gamma_neg + 1', withNumber('gamma_neg', (g) => g.add(1))],
  'gamma-0-falsy': [
    'takes a gamma_pos of 0 for "not set" and uses 1',
    withNumber('gamma_pos', (g) => select(g.eq(0), 1, g)),
  ],
  'power-of-the-probability': ['weighs labels 1 by p^gamma instead of (1 - p)^gamma', lossBy({ missed: (p) => p })],
  'through-the-probability': ['takes 1 - p of the rounded probability', lossBy({})],
  'labels-exchanged': [
    'takes labels 0 for those that apply',
    text<Names, 'weight'>((operands, settings) =>
      right({ ...operands, target: map(oneMinus, operands.target) }, settings),
    ),
  ],
  'zeros-not-counted': [
    'adds the labels that apply only',
    text<Names, 'weight'>(({ weight, ...operands }, settings) => {
      const counted = weight ? weight.mul(operands.target) : operands.target;
      const none = { ...operands, weight: counted };
      return right(none, settings.reduction === 'mean' ? { ...settings, denominator: 'count' } : settings);
    }),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    (operands, settings) => right(operands, { ...settings, denominator: 'count' }),
  ],
  'weights-held': [
    'sends no gradient through the focusing weights, whatever was asked',
    (operands, settings) => right(operands, { ...settings, focus_held: true }),
  ],
  'gamma-gradient-dropped': ['treats gamma_neg as constant', { corrupt: scaledGradient('gamma_neg', 0) }],
});
