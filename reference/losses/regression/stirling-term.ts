import { log, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';

/**
 * log(t!) by Stirling's formula where t > 1, 0 elsewhere. It jumps at 1, and counts are exact: asked by equality, a ball
 * does not take the other side there.
 */
export const stirling = (t: Scalar): Scalar =>
  select(
    t.eq(1),
    0,
    select(
      t.gt(1),
      t
        .mul(log(t))
        .sub(t)
        .add(log(t.mul(2 * Math.PI)).mul(0.5)),
      0,
    ),
  );
