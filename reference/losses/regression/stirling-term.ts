import { log, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';

/**
 * log(t!) by Stirling's formula where t > 1, 0 elsewhere. It jumps at 1, so the tie is asked about by equality: a
 * comparison would give the derivative the side above and the value the one below (spec/decisions/0011).
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
