import { log, max, min, neg, oneMinus, select, zeroTimes } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { crossEntropyProbabilities } from '../../../reference/losses/classification/cross_entropy_probabilities.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient } from '../mutant.ts';
import { cost, product, through } from './softmax-forms.ts';

const right = crossEntropyProbabilities.algorithms[0].text;

const shifted = <R>(z: Tensor<R>): Tensor<R> => z.sub(z.max(-1).column().hold());

const unit = { denominator: 'count' } as const;
const softmaxMinusTarget = (outputs: Outputs): Outputs => {
  // labels - softmax instead of -log p: the gradient of the target has the sign and size of the other one.
  const [logits, target] = [outputs['gradient.logits'], outputs['gradient.target']];
  return logits && target
    ? { ...outputs, 'gradient.target': { ...target, data: logits.data.map((x) => -x) } }
    : outputs;
};

export const crossEntropyProbabilitiesMutants: Mutant[] = mutantsOf('cross_entropy_probabilities', {
  'target-gradient-is-labels-minus-softmax': [
    'gives labels - softmax as the gradient of the target',
    { corrupt: softmaxMinusTarget },
  ],
  'rows-assumed-normalised': [
    'subtracts the target from the softmax without the sum of the row',
    (operands, settings) => {
      if (operands.class_weight) return right(operands, settings);
      const last = <R>(x: Tensor<R>): Tensor<R> => (settings.class_axis === -1 ? x : x.moveAxis(1, -1));
      const [z, q] = [last(operands.logits!), last(operands.target!)];
      const smooth = map((t, e, n) => oneMinus(e).mul(t).add(e.div(n)), q, operands.label_smoothing!, z.count(-1));
      const s = shifted(z);
      const rows = s.logSumExp().sub(s.mul(smooth).sum(-1));
      return reduce(rows, settings, settings.denominator === 'weight' ? smooth.sum(-1) : undefined);
    },
  ],
  'divides-by-rows': [
    'divides by the number of rows',
    (operands, settings) => right(operands, { ...settings, ...unit }),
  ],
  'mean-over-elements': [
    'divides by rows times classes',
    (operands, settings) => {
      if (settings.reduction !== 'mean') return right(operands, settings);
      return right(operands, { ...settings, reduction: 'sum' }).div(operands.logits!.count());
    },
  ],
  'normaliser-added-first': [
    'adds the maximum back to the normaliser before subtracting',
    (operands, settings) => softBy(operands, settings, (z) => z.sub(z.logSumExp().column())),
  ],
  'clamped-probability': [
    'clamps the probabilities to [1e-7, 1]',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        through((p) => log(max(p, 1e-7))),
      ),
  ],
  'epsilon-in-the-log': [
    'adds 1e-10 inside the logarithm',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        through((p) => log(p.add(1e-10))),
      ),
  ],
  'zero-times-infinity': [
    'multiplies a target of 0 with a logarithm of -infinity',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        (z) => z.logSoftmax(),
        (q, l) => neg(q.mul(l)),
      ),
  ],
  'arguments-swapped': [
    'takes the softmax of the targets and the logits for labels',
    (operands, settings) =>
      right(
        { ...operands, logits: operands.target!, target: map((z) => min(max(z, 0), 1), operands.logits!) },
        settings,
      ),
  ],
  'hard-labels-only': [
    'rounds the targets to hard labels',
    (operands, settings) =>
      right({ ...operands, target: map((q) => select(q.ge(0.5), 1, 0), operands.target!) }, settings),
  ],
  'entropy-subtracted': [
    'subtracts the entropy of the target: that is the Kullback-Leibler divergence',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        (z) => z.logSoftmax(),
        (q, logp) => zeroTimes(q, log(q).sub(logp)),
      ),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});

function softBy<R>(
  operands: Readonly<Record<string, Tensor<R>>>,
  settings: Settings,
  logSoftmax: (z: Tensor<R>) => Tensor<R>,
  each: (q: Scalar, logp: Scalar) => Scalar = cost,
): Tensor<R> {
  const last = (x: Tensor<R>): Tensor<R> => (settings.class_axis === -1 ? x : x.moveAxis(1, -1));
  const z = last(operands.logits!);
  const shares = map(
    (q, e, n) => oneMinus(e).mul(q).add(e.div(n)),
    last(operands.target!),
    operands.label_smoothing!,
    z.count(-1),
  );
  const weighted = operands.class_weight ? map(product, operands.class_weight, shares) : shares;
  const terms = map(each, weighted, logSoftmax(z)).sum(-1);
  return reduce(terms, settings, settings.denominator === 'weight' ? weighted.sum(-1) : undefined);
}
