import { max, oneMinus, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (s: Scalar, y: Scalar): Scalar => {
  const z = y.mul(s);
  return select(z.ge(-1), square(max(oneMinus(z), 0)), z.mul(-4));
};

/** The squared hinge, and a straight line below a score of -1 on the right side. */
export const modifiedHuberClassification = defineReference(
  'modified_huber_classification',
  elementLoss(term, 'prediction', 'target'),
);
