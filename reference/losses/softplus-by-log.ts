import { abs, exp, log, max, neg } from '../arithmetic/kernel/functions.ts';
import type { Scalar } from '../arithmetic/kernel/scalar.ts';

/** max(x, 0) + log(1 + exp(-|x|)), as it is mostly published: its small values are accurate relative to 1 only. */
export const softplusByLog = (x: Scalar): Scalar => max(x, 0).add(log(exp(neg(abs(x))).add(1)));
