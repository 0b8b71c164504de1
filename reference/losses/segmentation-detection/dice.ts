import { oneMinus, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { apartIn, itemSum } from './item-sum.ts';

type DiceOperands<R> = Operands<R, 'probability' | 'target' | 'smooth' | 'denominator_eps'>;

const total = (p: Scalar, y: Scalar): Scalar => p.add(y);
const squaredTotal = (p: Scalar, y: Scalar): Scalar => square(p).add(square(y));
const overlap = (p: Scalar, y: Scalar): Scalar => p.mul(y);
const rest = (apart: Scalar, sizes: Scalar, s: Scalar, eps: Scalar): Scalar =>
  apart.add(eps).div(sizes.add(s).add(eps));
const numerator = (both: Scalar, s: Scalar): Scalar => both.mul(2).add(s);
const denominator = (sizes: Scalar, s: Scalar, eps: Scalar): Scalar => sizes.add(s).add(eps);

function strict<R>(
  { probability: p, target: y, smooth, denominator_eps }: DiceOperands<R>,
  settings: Settings,
): Tensor<R> {
  const apart = apartIn(p, y, settings);
  const sizes = itemSum(map(settings.squared ? squaredTotal : total, p, y), settings);
  return reduce(map(rest, apart, sizes, smooth, denominator_eps), settings);
}

function oneMinusRatio<R>(
  { probability: p, target: y, smooth, denominator_eps }: DiceOperands<R>,
  settings: Settings,
): Tensor<R> {
  const sizes = settings.squared
    ? itemSum(p.square(), settings).add(itemSum(y.square(), settings))
    : itemSum(p, settings).add(itemSum(y, settings));
  // Step by step, so that what a gradient collects from numerator and denominator is rounded on its own.
  const ratio = map(numerator, itemSum(map(overlap, p, y), settings), smooth).div(
    map(denominator, sizes, smooth, denominator_eps),
  );
  return reduce(map(oneMinus, ratio), settings);
}

/** One minus twice the overlap over the summed sizes. */
export const dice = defineReference('dice', strict, { 'one minus the ratio': oneMinusRatio });
