import { neg, oneMinus, select, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { guard } from '../reduction.ts';
import { labelRows, reduceRows } from './label-rows.ts';
import { logProbabilities } from './log-probabilities.ts';

// How much of the target a class gets: c is its index, y the label, e the smoothing, n the number of classes.
const uniform = (c: Scalar, y: Scalar, e: Scalar, n: Scalar): Scalar => select(c.eq(y), oneMinus(e), 0).add(e.div(n));
const offClass = (c: Scalar, y: Scalar, e: Scalar, n: Scalar): Scalar => select(c.eq(y), oneMinus(e), e.div(n.sub(1)));
const times = (w: Scalar, q: Scalar): Scalar => w.mul(q);
const loss = (q: Scalar, logp: Scalar): Scalar => neg(zeroTimes(q, logp));

type CrossEntropyOperands<R> = Operands<R, 'logits' | 'target' | 'label_smoothing', 'class_weight'>;

function crossEntropyBy<R>(
  logSoftmax: (z: Tensor<R>) => Tensor<R>,
  { logits, target, class_weight, label_smoothing }: CrossEntropyOperands<R>,
  settings: Settings,
): Tensor<R> {
  const rows = labelRows(logits, target, settings);
  const { scores: z, label } = rows;

  const smoothed = settings.smoothing_form === 'off_class' ? offClass : uniform;
  const shares = map(smoothed, z.indices(), label.column(), label_smoothing, z.count(-1));
  const weighted = class_weight ? map(times, class_weight, shares) : shares;
  const mass = class_weight && weighted.sum(-1);

  const losses = map(loss, weighted, logSoftmax(guard(z, mass?.column())));
  const ofTarget = class_weight?.expand(z.shape).take(label);
  const weight = { weight: mass, target_weight: ofTarget }[settings.denominator as string];
  return reduceRows(losses.sum(-1), rows, settings, weight);
}

/** The weighted negative log-probabilities of the classes, each by its share of the smoothed target. */
export const crossEntropy = defineReference(
  'cross_entropy',
  <R>(operands: CrossEntropyOperands<R>, settings: Settings) => crossEntropyBy(logProbabilities<R>, operands, settings),
  {
    'log of the summed exponentials': <R>(operands: CrossEntropyOperands<R>, settings: Settings) =>
      crossEntropyBy((z: Tensor<R>) => z.logSoftmax(), operands, settings),
  },
);
