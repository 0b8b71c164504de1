import { abs, atan, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { lengthOf, overlapOf, sidesOf } from './boxes.ts';
import { distanceIou, distanceIouStepByStep } from './diou.ts';

type CiouOperands<R> = Operands<R, 'prediction' | 'target' | 'eps'>;

const quarterTurn = Math.PI / 2;
/** The angle of the vector (x, y) with x >= 0, divided by the larger coordinate: also of a vertical one. */
const angle = (y: Scalar, x: Scalar): Scalar =>
  select(abs(y).le(x), atan(y.div(x)), select(y.ge(0), quarterTurn, -quarterTurn).sub(atan(x.div(y))));

/** v: how far the aspects are apart. atan(w / h) - atan(w' / h') is one angle, between the two diagonals. */
const aspectTerm = (...x: Scalar[]): Scalar => {
  const { a, b } = sidesOf(x);
  const [[w, h], [wt, ht]] = [a.map(lengthOf), b.map(lengthOf)] as [[Scalar, Scalar], [Scalar, Scalar]];
  const turn = angle(wt.mul(h).sub(w.mul(ht)), ht.mul(h).add(wt.mul(w)));
  return square(turn.mul(2 / Math.PI));
};
const tradeOff = (v: Scalar, ...x: Scalar[]): Scalar => {
  const eps = x[8]!;
  const { intersection, apart } = overlapOf(x);
  const share = apart.add(eps).div(intersection.add(apart).add(eps));
  return select(v.eq(0), 0, v.div(share.add(v).add(eps)));
};

function itemsBy<R>(base: Tensor<R>, { prediction, target, eps }: CiouOperands<R>): Tensor<R> {
  const columns = [...prediction.columns(), ...target.columns()];
  const v = map(aspectTerm, ...columns);
  const alpha = map(tradeOff, v, ...columns, eps).hold();
  return base.add(alpha.mul(v));
}

function strict<R>(operands: CiouOperands<R>, settings: Settings): Tensor<R> {
  const { prediction, target, eps } = operands;
  const base = map(distanceIou, ...prediction.columns(), ...target.columns(), eps);
  return reduce(itemsBy(base, operands), settings);
}

/** The DIoU loss, and the squared angle between the diagonals by what it weighs beside 1 - IoU. */
export const ciou = defineReference('ciou', strict, {
  'step by step': <R>(operands: CiouOperands<R>, settings: Settings): Tensor<R> =>
    reduce(itemsBy(distanceIouStepByStep(operands), operands), settings),
});
