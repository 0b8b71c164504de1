import { oneMinus, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { apartIn, itemSum } from './item-sum.ts';

type JaccardOperands<R> = Operands<R, 'probability' | 'target' | 'smooth' | 'denominator_eps'>;

const product = (p: Scalar, y: Scalar): Scalar => p.mul(y);
/** The union is the overlap and what is apart: nothing is subtracted. */
const rest = (both: Scalar, apart: Scalar, s: Scalar, eps: Scalar): Scalar => {
  const lost = apart.add(eps);
  return lost.div(both.add(s).add(lost));
};

function strict<R>(
  { probability: p, target: y, smooth, denominator_eps }: JaccardOperands<R>,
  settings: Settings,
): Tensor<R> {
  const both = itemSum(map(product, p, y), settings);
  return reduce(map(rest, both, apartIn(p, y, settings), smooth, denominator_eps), settings);
}

const size = (x: Scalar): Scalar => x;
const plus = (x: Scalar, s: Scalar): Scalar => x.add(s);

/** With a tensor for each step, so that what gradients collect from numerator and denominator is rounded on its own. */
function oneMinusRatio<R>(
  { probability: p, target: y, smooth, denominator_eps }: JaccardOperands<R>,
  settings: Settings,
): Tensor<R> {
  const of = settings.squared ? square : size;
  const sizes = itemSum(map(of, p), settings).add(itemSum(map(of, y), settings));
  const both = itemSum(map(product, p, y), settings);
  const union = sizes.sub(both).add(smooth).add(denominator_eps);
  return reduce(map(oneMinus, map(plus, both, smooth).div(union)), settings);
}

/** What is in one of the masks only, over what is in any. */
export const softJaccard = defineReference('soft_jaccard', strict, { 'one minus the ratio': oneMinusRatio });
