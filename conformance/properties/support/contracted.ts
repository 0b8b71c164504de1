import type { Case } from '../../case.ts';
import { type Estimate, exactly, times, total } from './estimate.ts';

/** The values of a case contracted with its cotangent: the number that its gradients are of. */
export const contracted = (values: readonly Estimate[], { cotangent }: Case): Estimate =>
  total(values.map((y, i) => times(exactly(cotangent.data[i]!), y)));
