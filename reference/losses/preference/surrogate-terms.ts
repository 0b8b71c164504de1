import { max, min, neg, oneMinus, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Operands, Settings } from '../loss-reference.ts';

/** The loss of one action by its ratio, its advantage and the room below and above. */
export type SurrogateTerm = (ratio: Scalar, advantage: Scalar, below: Scalar, above: Scalar) => Scalar;

/** The sign of the advantage says which clip counts: a good action has a ceiling, a bad one a floor. */
export const bySign: SurrogateTerm = (ratio, advantage, below, above) =>
  neg(select(advantage.ge(0), min(ratio, above.add(1)), max(ratio, oneMinus(below))).mul(advantage));

/** It looks at both products, so that at an advantage of 0 an infinite ratio meets a factor of 0. */
export const byProducts: SurrogateTerm = (ratio, advantage, below, above) => {
  const clipped = min(max(ratio, oneMinus(below)), above.add(1));
  return max(neg(ratio.mul(advantage)), neg(clipped.mul(advantage)));
};

/** How far above 1 the ratio is clipped. */
export const roomAbove = <R>(
  { epsilon, epsilon_high }: Operands<R, 'epsilon' | 'epsilon_high'>,
  settings: Settings,
): Tensor<R> => (settings.upper_clip === 'own' ? epsilon_high : epsilon);
