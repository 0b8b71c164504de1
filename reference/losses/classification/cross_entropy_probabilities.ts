import { neg, oneMinus, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { guard, reduce } from '../reduction.ts';
import { logProbabilities } from './log-probabilities.ts';

const smoothed = (q: Scalar, e: Scalar, n: Scalar): Scalar => oneMinus(e).mul(q).add(e.div(n));
const times = (w: Scalar, q: Scalar): Scalar => w.mul(q);
const loss = (q: Scalar, logp: Scalar): Scalar => neg(zeroTimes(q, logp));

type SoftOperands<R> = Operands<R, 'logits' | 'target' | 'label_smoothing', 'class_weight'>;

/** `weighsLast` multiplies by the class weights when the logarithms have been: below the smallest normal number that differs. */
function crossEntropyBy<R>(
  logSoftmax: (z: Tensor<R>) => Tensor<R>,
  { logits, target, class_weight, label_smoothing }: SoftOperands<R>,
  settings: Settings,
  weighsLast = false,
): Tensor<R> {
  const classesLast = (x: Tensor<R>): Tensor<R> => (settings.class_axis === -1 ? x : x.moveAxis(1, -1));
  const z = classesLast(logits);
  const shares = map(smoothed, classesLast(target), label_smoothing, z.count(-1));
  const weighted = class_weight ? map(times, class_weight, shares) : shares;
  const mass = weighted.sum(-1);
  const logp = logSoftmax(guard(z, mass.column()));
  const terms =
    weighsLast && class_weight ? map(zeroTimes, class_weight, map(loss, shares, logp)) : map(loss, weighted, logp);
  return reduce(terms.sum(-1), settings, settings.denominator === 'weight' ? mass : undefined);
}

/** The negative log-probabilities of the classes, each by its share of the target. */
export const crossEntropyProbabilities = defineReference(
  'cross_entropy_probabilities',
  <R>(operands: SoftOperands<R>, settings: Settings) => crossEntropyBy(logProbabilities<R>, operands, settings),
  {
    'log of the summed exponentials': <R>(operands: SoftOperands<R>, settings: Settings) =>
      crossEntropyBy((z: Tensor<R>) => z.logSoftmax(), operands, settings),
    'class weights last': <R>(operands: SoftOperands<R>, settings: Settings) =>
      crossEntropyBy((z: Tensor<R>) => z.logSoftmax(), operands, settings, true),
  },
);
