import { max, min, neg, oneMinus, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

type GeneralisedDiceOperands<R> = Operands<R, 'probability' | 'target' | 'smooth' | 'denominator_eps' | 'size_eps'>;

const isAbsent = (size: Scalar): Scalar => select(size.eq(0), 1, 0);
const negatedIfThere = (size: Scalar): Scalar => select(size.eq(0), Number.NEGATIVE_INFINITY, neg(size));
const least = (negated: Scalar): Scalar => select(negated.eq(Number.NEGATIVE_INFINITY), 1, neg(negated));
/** The weight times the square of the least size, from 0 to 1: tiny sizes do not overflow. */
const relativeWeight = (size: Scalar, unit: Scalar): Scalar => select(size.eq(0), 0, square(unit.div(size)));
/** Of an absent class, the weight of the smallest one that there is. */
const orLargest = (size: Scalar, unit: Scalar, negated: Scalar): Scalar => {
  const largest = select(negated.eq(Number.NEGATIVE_INFINITY), 0, square(unit.div(least(negated))));
  return select(size.eq(0), largest, relativeWeight(size, unit));
};
// Numerator and denominator are multiplied by the square of the least size where that is below 1, so that neither tiny
// sizes nor, in short formats, large ones leave the range.
const weighed = (w: Scalar, x: Scalar, unit: Scalar): Scalar => w.mul(x.div(max(unit, 1)).div(max(unit, 1)));
const asWeighed = (x: Scalar, unit: Scalar): Scalar => x.mul(min(unit, 1)).mul(min(unit, 1));

interface Sums<R> {
  readonly unit: Tensor<R>;
  /** Not 0 where the loss is the limit 1: how many classes have no target. */
  readonly fixed: Tensor<R>;
  /** The sum over the classes of what `of` gives, place by place, weighed. */
  readonly total: (of: (p: Scalar, t: Scalar) => Scalar) => Tensor<R>;
}

function sums<R>({ probability, target, size_eps }: GeneralisedDiceOperands<R>, settings: Settings): Sums<R> {
  const [p, t] = [probability.moveAxis(1, -1), target.moveAxis(1, -1)];
  const axes = t.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1, -1);
  const places = (x: Tensor<R>): Tensor<R> => (axes.length > 0 ? x.sum(...axes) : x);
  const sizes = places(t).add(size_eps);
  const negated = map(negatedIfThere, sizes).max(-1);
  // A common factor of numerator and denominator has no derivative.
  const unit = map(least, negated).hold();
  const weights =
    settings.absent === 'largest'
      ? map(orLargest, sizes, unit.column(), negated.column())
      : map(relativeWeight, sizes, unit.column());
  return {
    unit,
    fixed: settings.absent === 'limit' ? map(isAbsent, sizes).sum(-1) : unit.lift(0),
    total: (of) => map(weighed, weights, places(map(of, p, t)), unit.column()).sum(-1),
  };
}

const apart = (p: Scalar, t: Scalar): Scalar => p.mul(oneMinus(t)).add(t.mul(oneMinus(p)));
const both = (p: Scalar, t: Scalar): Scalar => p.add(t);
const overlap = (p: Scalar, t: Scalar): Scalar => p.mul(t);

// Where the loss is the limit 1 the quotient may be 0 over 0: it must not reach the gradient either.
const rest = (lost: Scalar, all: Scalar, unit: Scalar, s: Scalar, eps: Scalar, fixed: Scalar): Scalar =>
  select(fixed.eq(0), lost.add(asWeighed(eps, unit)).div(all.add(asWeighed(s.add(eps), unit))), 1);

function strict<R>(operands: GeneralisedDiceOperands<R>, settings: Settings): Tensor<R> {
  const { smooth, denominator_eps } = operands;
  const { unit, fixed, total } = sums(operands, settings);
  return reduce(map(rest, total(apart), total(both), unit, smooth, denominator_eps, fixed), settings);
}

const numerator = (found: Scalar, unit: Scalar, s: Scalar, fixed: Scalar): Scalar =>
  select(fixed.eq(0), found.mul(2).add(asWeighed(s, unit)), 0);
const denominator = (all: Scalar, unit: Scalar, s: Scalar, eps: Scalar, fixed: Scalar): Scalar =>
  select(fixed.eq(0), all.add(asWeighed(s, unit)).add(asWeighed(eps, unit)), 1);

function oneMinusRatio<R>(operands: GeneralisedDiceOperands<R>, settings: Settings): Tensor<R> {
  const { smooth, denominator_eps } = operands;
  const { unit, fixed, total } = sums(operands, settings);
  // Step by step, so that what a gradient collects from numerator and denominator is rounded on its own.
  const ratio = map(numerator, total(overlap), unit, smooth, fixed).div(
    map(denominator, total(both), unit, smooth, denominator_eps, fixed),
  );
  return reduce(map(oneMinus, ratio), settings);
}

/** One minus twice the overlaps of the classes over their sizes, the classes weighed by their sizes in the target. */
export const generalisedDice = defineReference('generalised_dice', strict, { 'one minus the ratio': oneMinusRatio });
