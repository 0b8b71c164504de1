import { oneMinus, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Operands, Settings } from '../loss-reference.ts';

export type ClassDiceOperands<R> = Operands<R, 'logits' | 'target' | 'smooth' | 'denominator_eps'>;

export const isClass = (c: Scalar, y: Scalar): Scalar => select(c.eq(y), 1, 0);
export const wrongChance = (p: Scalar, own: Scalar): Scalar => select(own.eq(1), 0, p);
export const apartAt = (p: Scalar, own: Scalar, miss: Scalar): Scalar => select(own.eq(1), miss, p);
const sizeAt = (p: Scalar, own: Scalar, miss: Scalar): Scalar => select(own.eq(1), oneMinus(miss).add(1), p);
const apartSquared = (p: Scalar, own: Scalar, miss: Scalar): Scalar => square(apartAt(p, own, miss));
const sizeSquared = (p: Scalar, own: Scalar, miss: Scalar): Scalar =>
  select(own.eq(1), square(oneMinus(miss)).add(1), square(p));
/** A class that nobody has, of chances too small for the format, has the ratio of P to P: 1. Nothing at all has none. */
const rest = (apart: Scalar, sizes: Scalar, s: Scalar, eps: Scalar, places: Scalar): Scalar => {
  const whole = sizes.add(s).add(eps);
  return select(whole.eq(0), select(places.eq(0), Number.NaN, 1), apart.add(eps).div(whole));
};

/** Classes last, and the axes whose places are summed: those of an item, or, over the batch, all of them. */
function layout<R>(logits: Tensor<R>, { over }: Settings): { z: Tensor<R>; axes: readonly number[] } {
  const z = logits.moveAxis(1, -1);
  return { z, axes: z.shape.map((_, axis) => axis).slice(over === 'batch' ? 0 : 1, -1) };
}
const total = <R>(x: Tensor<R>, axes: readonly number[]): Tensor<R> => (axes.length > 0 ? x.sum(...axes) : x);

/**
 * The Dice loss of every class, [C] or [N, C]. The chance of the right class enters as the sum of the others, so that
 * neither value nor gradient lose their digits where it is near 1.
 */
export function classDice<R>(
  { logits, target, smooth, denominator_eps }: ClassDiceOperands<R>,
  settings: Settings,
): Tensor<R> {
  const { z, axes } = layout(logits, settings);
  const p = z.softmax();
  const own = map(isClass, z.indices(), target.column());
  const miss = map(wrongChance, p, own).sumKeep(-1);
  const apart = total(map(settings.squared ? apartSquared : apartAt, p, own, miss), axes);
  const sizes = total(map(settings.squared ? sizeSquared : sizeAt, p, own, miss), axes);
  const places = axes.length > 0 ? z.count(...axes) : z.lift(1);
  return map(rest, apart, sizes, smooth, denominator_eps, places);
}

const times = (p: Scalar, own: Scalar): Scalar => p.mul(own);
const sizeOf = (p: Scalar, own: Scalar): Scalar => p.add(own);
const squaredSizeOf = (p: Scalar, own: Scalar): Scalar => square(p).add(own);
const numerator = (both: Scalar, s: Scalar): Scalar => both.mul(2).add(s);
const denominator = (sizes: Scalar, s: Scalar, eps: Scalar): Scalar => sizes.add(s).add(eps);

/** The same as it is usually written, one minus the ratio. */
export function classDiceByRatio<R>(
  { logits, target, smooth, denominator_eps }: ClassDiceOperands<R>,
  settings: Settings,
): Tensor<R> {
  const { z, axes } = layout(logits, settings);
  const p = z.softmax();
  const own = map(isClass, z.indices(), target.column());
  const sizes = total(map(settings.squared ? squaredSizeOf : sizeOf, p, own), axes);
  const ratio = map(numerator, total(map(times, p, own), axes), smooth).div(
    map(denominator, sizes, smooth, denominator_eps),
  );
  return map(oneMinus, ratio);
}
