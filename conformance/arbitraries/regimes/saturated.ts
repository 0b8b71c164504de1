import type { Format } from '../../../reference/tensor/format.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';
import { naturalLog } from '../elementary.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier, isUnbounded } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

/** From where exp(-x) is lost beside 1, to where it is lost beside 0: 16.6 to 103.3 in f32. */
const band = (format: Format): readonly [number, number] => [-naturalLog(format.unit), -naturalLog(format.tiny)];

/** How many ulp of 1 from the end of a bounded interval, as a share of its length, still count as saturated. */
const rim = 4;

/** Logits whose sigmoid or softmax rounds to 0 or 1 without being it, and probabilities next to their ends. */
export const saturated: Regime = {
  name: 'saturated',
  weight: 2,
  applicable: (spec) => hasCarrier(spec, ({ domain }) => domain.kind !== 'simplex'),
  numbers(random, format) {
    const plain = ordinaryNumbers(random, 0.5);
    const [from, to] = band(format);
    const step = 2 * format.unit;
    let first = true;
    const real = (): number => {
      const large = first || random.chance(0.4);
      first = false;
      if (large) return random.sign() * random.within(from * 1.01, to * 0.99);
      // Before the band is where shortcuts for large arguments begin too early.
      return random.chance(0.4) ? random.sign() * random.within(4, from) : random.pick([0, plain.real()]);
    };
    return {
      real,
      magnitude: () => Math.abs(real()),
      shares: () => () => {
        const inside = random.pick([0, 0.5, 1, 2, 3]) * step;
        return random.below(2) ? 1 - inside : inside;
      },
    };
  },
  holds({ views, format }) {
    const [from, to] = band(format);
    return carriers(views).some(({ operand, data }) => {
      const { domain } = operand;
      if (isUnbounded(operand)) return data.some((x) => Math.abs(x) >= from && Math.abs(x) <= to);
      if (domain.kind !== 'interval') return false;
      const near = rim * ulp(1, format) * (domain.max - domain.min);
      return data.some((x) => x - domain.min <= near || domain.max - x <= near);
    });
  },
};
