import { max, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (s: Scalar, y: Scalar, margin: Scalar): Scalar => square(max(margin.sub(y.mul(s)), 0));

/** The square of by how much the score falls short of its label by the margin. */
export const squaredHinge = defineReference('squared_hinge', elementLoss(term, 'prediction', 'target', 'margin'));
