import {
  log,
  log1p,
  max,
  min,
  neg,
  oneMinus,
  select,
  sigmoid,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { bce } from '../../../reference/losses/classification/bce.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import type { Case } from '../../case.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient, text } from '../mutant.ts';

const right = bce.algorithms[0].text;
type Term = (p: Scalar, y: Scalar) => Scalar;
/** Where no guard is asked for, this term; elsewhere the right loss. */
const unguarded = (term: Term, settingsOf: Readonly<Record<string, string>> = {}): AnyLossText =>
  text<'probability' | 'target' | 'log_floor' | 'eps', 'weight'>((operands, settings) => {
    const { probability, target, weight } = operands;
    if (settings.guard !== 'none') return right(operands, settings);
    return reduceElements(term, [probability, target], weight, { ...settings, ...settingsOf });
  });
/** Where no guard is asked for, another one. */
const guarded = (settingsOf: Readonly<Record<string, string>>, eps?: number): AnyLossText => {
  const guardedText: AnyLossText = (operands, settings) =>
    settings.guard === 'none'
      ? right(eps === undefined ? operands : { ...operands, eps: operands.eps!.lift(eps) }, {
          ...settings,
          ...settingsOf,
        })
      : right(operands, settings);
  return guardedText;
};
const orZero = (a: Scalar, b: Scalar): Scalar => select(a.eq(0), 0, a.mul(b));
const by =
  (logP: (p: Scalar) => Scalar, logQ: (p: Scalar) => Scalar): Term =>
  (p, y) =>
    neg(orZero(y, logP(p)).add(orZero(oneMinus(y), logQ(p))));
const logQ = (p: Scalar): Scalar => log1p(neg(p));

/** p (1 - p) is floored at 1e-12 under the gradient, whatever the logarithms of the value do. */
const flooredSlope = (outputs: Outputs, c: Case): Outputs => {
  const g = outputs['gradient.probability'];
  const p = c.operands.probability;
  if (!g || !p) return outputs;
  const data = g.data.map((x, i) => x * Math.min(1, (p.data[i]! * (1 - p.data[i]!)) / 1e-12));
  return { ...outputs, 'gradient.probability': { ...g, data } };
};

export const bceMutants: Mutant[] = mutantsOf('bce', {
  'log-floor-uninvited': ['stops the logarithms at -100 unasked', guarded({ guard: 'log_floor' })],
  'clipped-uninvited': ['clips the probability to [1e-7, 1 - 1e-7] unasked', guarded({ guard: 'clip' }, 1e-7)],
  'tightly-clipped': ['clips the probability to [1e-12, 1 - 1e-12] unasked', guarded({ guard: 'clip' }, 1e-12)],
  'epsilon-in-the-log': ['adds 1e-7 inside the logarithm unasked', guarded({ guard: 'epsilon_in_log' }, 1e-7)],
  'floor-under-the-gradient-only': [
    'floors p (1 - p) in the gradient at 1e-12, which the value does not',
    { corrupt: flooredSlope },
  ],
  'complement-rounded': [
    'takes the logarithm of 1 - p, which rounds to 1',
    unguarded(by(log, (p) => log(oneMinus(p)))),
  ],
  'zero-times-infinity': [
    'multiplies a target of 0 with a logarithm of -infinity',
    unguarded((p, y) => neg(y.mul(log(p)).add(oneMinus(y).mul(logQ(p))))),
  ],
  'positive-part-only': ['forgets the label 0', unguarded((p, y) => neg(orZero(y, log(p))))],
  'labels-flipped': ['swaps the two labels', unguarded(by(logQ, log))],
  'arguments-swapped': ['takes the logarithm of the target', unguarded((p, y) => by(log, logQ)(y, p))],
  'hard-labels-only': ['rounds soft targets', unguarded((p, y) => neg(select(y.ge(0.5), log(p), logQ(p))))],
  'log-of-the-mixture': [
    'takes -log(y p + (1 - y)(1 - p)), which is another loss for soft targets',
    unguarded((p, y) => neg(select(y.eq(0), logQ(p), log(y.mul(p).add(oneMinus(y).mul(oneMinus(p))))))),
  ],
  'sigmoid-of-a-probability': ['takes the probability for a logit', unguarded((p, y) => by(log, logQ)(sigmoid(p), y))],
  'entropy-subtracted': [
    'subtracts the entropy of the target: that is the Kullback-Leibler divergence',
    unguarded((p, y) => by(log, logQ)(p, y).sub(by(log, logQ)(max(min(y, 1 - 1e-12), 1e-12), y))),
  ],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    unguarded(by(log, logQ), { denominator: 'count' }),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'gradient-half': ['halves the gradient of the probability', { corrupt: scaledGradient('probability', 0.5) }],
});
