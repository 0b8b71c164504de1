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

/** atan(w / h), whose rounding is that of a quarter turn where the quotient is large, through the smaller quotient. */
const aspect = (w: Scalar, h: Scalar): Scalar =>
  select(w.lt(h), atan(w.div(h)), atan(w.trace.lift(Infinity)).sub(atan(h.div(w))));
const difference = (a: Scalar, b: Scalar): Scalar => a.sub(b);
const side = (from: Scalar, to: Scalar): Scalar => to.sub(from);
/** Where nothing is apart the boxes are equal, and so are their angles. */
const plainTradeOff = (v: Scalar, ...x: Scalar[]): Scalar => {
  const eps = x[8]!;
  const { intersection, apart } = overlapOf(x);
  const lost = apart.add(eps);
  return select(lost.eq(0), 0, v.div(lost.div(intersection.add(lost)).add(v).add(eps)));
};

/** As torchvision has it, and the paper: the angles of both boxes, and their difference, which cancels. */
function twoAngles<R>(operands: CiouOperands<R>, settings: Settings): Tensor<R> {
  const { prediction, target, eps } = operands;
  const angles = [prediction, target].map((box) => {
    const [x1, y1, x2, y2] = box.columns() as [Tensor<R>, Tensor<R>, Tensor<R>, Tensor<R>];
    return map(aspect, map(side, x1, x2), map(side, y1, y2));
  });
  const v = map(difference, angles[1]!, angles[0]!)
    .square()
    .mul(4 / Math.PI ** 2);
  const alpha = map(plainTradeOff, v, ...prediction.columns(), ...target.columns(), eps).hold();
  return reduce(distanceIouStepByStep(operands).add(alpha.mul(v)), settings);
}

/** The DIoU loss, and the squared angle between the diagonals by what it weighs beside 1 - IoU. */
export const ciou = defineReference('ciou', strict, {
  'step by step': <R>(operands: CiouOperands<R>, settings: Settings): Tensor<R> =>
    reduce(itemsBy(distanceIouStepByStep(operands), operands), settings),
  'the difference of two angles': twoAngles,
});
