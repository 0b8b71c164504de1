import { oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import type { ClassDiceOperands } from '../../../reference/losses/segmentation-detection/class-dice.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';

type Ratio = (overlap: Scalar, sizes: Scalar, smooth: Scalar, eps: Scalar) => Scalar;
export interface ClassDiceParts {
  readonly ratio?: Ratio;
  readonly overlap?: (p: Scalar, own: Scalar) => Scalar;
  /** Sums of squares, whatever the setting. */
  readonly isSquared?: boolean;
  /** The chances of logits with the classes last. */
  readonly chances?: <R>(z: Tensor<R>) => Tensor<R>;
}
export const diceRatio: Ratio = (i, sizes, s, eps) => oneMinus(i.mul(2).add(s).div(sizes.add(s).add(eps)));

/** The loss of every class, as it is usually written, with one part replaced. */
export function wrongClassDice<R>(
  { logits, target, smooth, denominator_eps }: ClassDiceOperands<R>,
  settings: Settings,
  parts: ClassDiceParts,
): Tensor<R> {
  const z = logits.moveAxis(1, -1);
  const axes = z.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1, -1);
  const total = (x: Tensor<R>): Tensor<R> => (axes.length > 0 ? x.sum(...axes) : x);
  const p = parts.chances ? parts.chances(z) : z.softmax();
  const own = map((c, y) => select(c.eq(y), 1, 0), z.indices(), target.column());
  const isSquared = parts.isSquared ?? settings.squared === true;
  const sizes = total(map((x, y) => (isSquared ? square(x) : x).add(y), p, own));
  const overlap = total(map(parts.overlap ?? ((x, y) => x.mul(y)), p, own));
  return map(parts.ratio ?? diceRatio, overlap, sizes, smooth, denominator_eps);
}
