import { exponent } from '../../../reference/tensor/format.ts';
import { power } from '../elementary.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier } from '../operand-view.ts';
import type { Regime } from '../regime.ts';
import { nearZero } from './near-zero.ts';

/** At least one number below the smallest normal one, beside zeros, the smallest normal ones and ordinary ones. */
export const subnormal: Regime = {
  name: 'subnormal',
  weight: 1,
  applicable: (spec) => hasCarrier(spec, nearZero),
  numbers(random, format) {
    const plain = ordinaryNumbers(random);
    const digits = exponent(format.smallestNormal / format.tiny);
    const withOrdinary = random.chance(0.3);
    const small = (): number => Math.floor(power(2, random.within(0, digits))) * format.tiny;
    const mixed = (first: () => boolean, other: () => number) => () => {
      if (first() || random.chance(0.6)) return small();
      if (random.chance(0.3)) return 0;
      return withOrdinary ? other() : format.smallestNormal * random.pick([1, 2]);
    };
    let drawn = false;
    const once = (): boolean => !drawn && (drawn = true);
    const magnitude = mixed(once, plain.magnitude);
    return {
      real: () => random.sign() * magnitude(),
      magnitude,
      shares: () => {
        let begun = false;
        return mixed(() => !begun && (begun = true), plain.shares());
      },
    };
  },
  holds({ views, format: { smallestNormal } }) {
    return carriers(views).some(({ data }) => data.some((x) => x !== 0 && Math.abs(x) < smallestNormal));
  },
};
