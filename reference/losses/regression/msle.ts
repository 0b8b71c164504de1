import { log, log1p, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const ofLogarithms = (p: Scalar, t: Scalar): Scalar => log1p(p).sub(log1p(t));
/** Where both logarithms have one sign they would cancel: the logarithm of the ratio, around 1 from the difference. */
const ofRatio = (p: Scalar, t: Scalar): Scalar => {
  const ratio = p.add(1).div(t.add(1));
  const near = log1p(p.sub(t).div(t.add(1)));
  return select(ratio.lt(0.5), log(ratio), select(ratio.gt(2), log(ratio), near));
};
const conditioned = (p: Scalar, t: Scalar): Scalar => {
  const [ratio, logarithms] = [ofRatio(p, t), ofLogarithms(p, t)];
  return select(p.lt(0), select(t.lt(0), ratio, logarithms), select(t.lt(0), logarithms, ratio));
};

/** The squared logarithm of the ratio of 1 + prediction and 1 + target. */
export const msle = defineReference(
  'msle',
  elementLoss((p, t) => square(conditioned(p, t)), 'prediction', 'target'),
  { 'difference of logarithms': elementLoss((p, t) => square(ofLogarithms(p, t)), 'prediction', 'target') },
);
