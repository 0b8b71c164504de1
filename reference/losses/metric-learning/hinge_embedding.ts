import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

const term = (d: Scalar, y: Scalar, margin: Scalar): Scalar => select(y.eq(1), d, max(margin.sub(d), 0));

/** The distance of a pair that is alike, and by how much it falls short of the margin for others. */
export const hingeEmbedding = defineReference('hinge_embedding', elementLoss(term, 'distance', 'target', 'margin'));
