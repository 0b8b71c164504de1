import { max } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (a: Scalar, b: Scalar, y: Scalar, margin: Scalar): Scalar => max(margin.sub(y.mul(a.sub(b))), 0);

/** By how much the score that must be higher fails to be so by the margin. */
export const marginRanking = defineReference(
  'margin_ranking',
  elementLoss(term, 'first', 'second', 'target', 'margin'),
);
