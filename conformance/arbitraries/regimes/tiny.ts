import { exponent } from '../../../reference/tensor/format.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier, isUnbounded } from '../operand-view.ts';
import type { Regime } from '../regime.ts';
import { nearZero } from './near-zero.ts';

const limit = 2 ** -8;

/** Normal numbers below 2^-8, to the smallest; of a bounded operand, at least one such number. */
export const tiny: Regime = {
  name: 'tiny',
  weight: 1,
  applicable: (spec) => hasCarrier(spec, nearZero),
  numbers(random, format) {
    const plain = ordinaryNumbers(random);
    const last = -exponent(format.smallestNormal) - 1;
    const deepest = random.chance(0.5) ? Math.min(60, last) : last;
    const magnitude = (): number => 2 ** -random.between(9, deepest) * random.within(1, 2);
    return {
      real: () => random.sign() * magnitude(),
      magnitude,
      shares: () => {
        const others = plain.shares();
        let first = true;
        return () => {
          const small = first || random.chance(0.5);
          first = false;
          return small ? magnitude() : others();
        };
      },
    };
  },
  holds({ views, format: { smallestNormal } }) {
    const normal = (x: number): boolean => Math.abs(x) >= smallestNormal && Math.abs(x) <= limit;
    return carriers(views).some(
      ({ operand, data }) => data.some(normal) && (!isUnbounded(operand) || data.every((x) => Math.abs(x) <= limit)),
    );
  },
};
