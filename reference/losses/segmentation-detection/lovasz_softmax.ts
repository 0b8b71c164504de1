import { abs, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type LossText, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { apartAt, isClass, wrongChance } from './class-dice.ts';
import { type ClassErrors, extension, extensionByDifferences } from './lovasz-extension.ts';
import { lastAxes } from './places.ts';

export type LovaszSoftmaxOperands<R> = Operands<R, 'logits' | 'target', 'valid' | 'class_weight'>;

/** How wrong each class is at each place, classes last, of its logits and of 1 where it is the right one. */
export type ErrorsOf = <R>(z: Tensor<R>, own: Tensor<R>) => Tensor<R>;

/** The chance of the right class is missed by the sum of the others, so that nothing is lost where it is near 1. */
function missed<R>(z: Tensor<R>, own: Tensor<R>): Tensor<R> {
  const p = z.softmax();
  return map(apartAt, p, own, map(wrongChance, p, own).sumKeep(-1));
}
const distance = (p: Scalar, own: Scalar): Scalar => abs(own.sub(p));

const orNeither = (own: Scalar, valid: Scalar): Scalar => select(valid.eq(1), own, 2);

/** Of each class, its errors and its mask. Over the batch its places are all one mask. */
export function classErrors<R>(
  { logits, target, valid }: LovaszSoftmaxOperands<R>,
  { over }: Settings,
  errorsOf: ErrorsOf,
): ClassErrors<R> {
  const counted = valid?.column();
  const z = keep(logits.moveAxis(1, -1), counted);
  const own = map(isClass, z.indices(), target.column());
  const errors = keep(errorsOf(z, own), counted);
  const mask = counted ? map(orNeither, own, counted) : own;
  const [to, axes] = over === 'batch' ? [0, 2] : [1, 1];
  return { errors: errors.moveAxis(-1, to), mask: mask.moveAxis(-1, to), axes };
}

const ifPresent = (size: Scalar): Scalar => select(size.eq(0), 0, 1);
const isLabel = (y: Scalar): Scalar => select(y.eq(1), 1, 0);
const weighed = (loss: Scalar, weight: Scalar, counts: Scalar): Scalar => select(counts.eq(1), weight.mul(loss), 0);
const average = (sum: Scalar, classes: Scalar): Scalar => select(classes.eq(0), 0, sum.div(classes));

/** The mean over the classes that count of their losses, each with its weight. */
export function overClasses<R>(
  losses: Tensor<R>,
  { mask, axes }: ClassErrors<R>,
  { class_weight }: LovaszSoftmaxOperands<R>,
  { classes }: Settings,
): Tensor<R> {
  const weight = class_weight ?? losses.lift(1);
  if (classes === 'all') return map(average, losses.mul(weight).sum(-1), losses.count(-1));
  const counts = map(ifPresent, map(isLabel, mask).sum(...lastAxes(axes)));
  return map(average, map(weighed, losses, weight, counts).sum(-1), counts.sum(-1));
}

const by =
  (errorsOf: ErrorsOf, extend: typeof extension): LossText<'logits' | 'target', 'valid' | 'class_weight'> =>
  <R>(operands: LovaszSoftmaxOperands<R>, settings: Settings): Tensor<R> => {
    const classes = classErrors(operands, settings, errorsOf);
    return reduce(overClasses(extend(classes), classes, operands, settings), settings);
  };

/** The Lovasz extension of the Jaccard loss of each class, at how wrong its softmax is at the places. */
export const lovaszSoftmax = defineReference('lovasz_softmax', by(missed, extension), {
  'the distance to the label, times the growth of the Jaccard loss': by(
    (z, own) => map(distance, z.softmax(), own),
    extensionByDifferences,
  ),
});
