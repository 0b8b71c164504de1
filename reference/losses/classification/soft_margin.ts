import { ifFinite, neg, sigmoid, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference, type LossText } from '../loss-reference.ts';
import { softplusByLog } from '../softplus-by-log.ts';

const strict = (s: Scalar, y: Scalar): Scalar => softplus(neg(y.mul(s)));
const byLog = (s: Scalar, y: Scalar): Scalar => softplusByLog(neg(y.mul(s)));

/** The derivative as binary cross-entropy writes it, sigmoid(s) less the label as 0 or 1, beside a value that is held. */
const bySlope = (s: Scalar, y: Scalar, held: Scalar): Scalar => {
  const slope = sigmoid(held).sub(y.add(1).mul(0.5));
  return byLog(held, y).add(ifFinite(s.sub(held)).mul(slope));
};
const withSlope = elementLoss(bySlope, 'prediction', 'target', 'held');
const throughSigmoid: LossText<'prediction' | 'target', 'weight'> = (operands, settings) =>
  withSlope({ ...operands, held: operands.prediction.hold() }, settings);

/** log(1 + exp(-y s)). */
export const softMargin = defineReference('soft_margin', elementLoss(strict, 'prediction', 'target'), {
  'log(1 + exp)': elementLoss(byLog, 'prediction', 'target'),
  'sigmoid(s) less the label for the gradient': throughSigmoid,
});
