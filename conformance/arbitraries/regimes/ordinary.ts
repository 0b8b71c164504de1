import { ordinaryRange } from '../numbers.ts';
import { floats, hasCarrier, isUnbounded } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

/** Full-precision numbers of everyday size: every unbounded one is 0 or from 2^-12 to 64. */
export const ordinary: Regime = {
  name: 'ordinary',
  weight: 6,
  applicable: (spec) => hasCarrier(spec),
  holds({ views }) {
    const fits = (x: number): boolean => {
      const a = Math.abs(x);
      return a === 0 || (a >= ordinaryRange.min && a <= ordinaryRange.max);
    };
    return floats(views).every(
      ({ operand, data }) =>
        data.length > 0 && data.every((x) => (isUnbounded(operand) ? fits(x) : Number.isFinite(x))),
    );
  },
};
