import { softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';
import { softplusByLog } from '../softplus-by-log.ts';

const strict = (p: Scalar, n: Scalar): Scalar => softplus(n.sub(p));
const byLog = (p: Scalar, n: Scalar): Scalar => softplusByLog(n.sub(p));

/** log(1 + exp(negative - positive)). */
export const bpr = defineReference('bpr', elementLoss(strict, 'positive', 'negative'), {
  'log(1 + exp)': elementLoss(byLog, 'positive', 'negative'),
});
