import type { Format } from '../../../reference/tensor/format.ts';
import { power } from '../elementary.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier, isUnbounded } from '../operand-view.ts';
import type { Random } from '../random.ts';
import type { Regime } from '../regime.ts';

/** From where on numbers are huge: 1000, or where squares come near the format's largest number. */
const threshold = (format: Format): number => Math.min(1000, Math.sqrt(format.largest) / 4);

/** Half an order to ten orders over the threshold: logits to 1e4, squares that still fit, sums that do, and beyond. */
function scaleOf(random: Random, format: Format): number {
  const least = 2 * threshold(format);
  switch (
    random.weighted([
      { weight: 45, kind: 'logits' as const },
      { weight: 25, kind: 'squares' as const },
      { weight: 20, kind: 'sums' as const },
      { weight: 10, kind: 'beyond' as const },
    ]).kind
  ) {
    case 'logits':
      return least * power(1e4 / least, random.uniform());
    case 'squares':
      return Math.max(least, (Math.sqrt(format.largest) / 8) * random.uniform());
    case 'sums':
      return Math.max(least, format.largest * power(2, -random.within(4, 12)));
    case 'beyond':
      return format.largest * random.pick([1, 0.5]);
  }
}

/** Numbers of at least a thousand, beside ordinary ones and zeros. */
export const huge: Regime = {
  name: 'huge',
  weight: 2,
  applicable: (spec) => hasCarrier(spec, isUnbounded),
  numbers(random, format) {
    const plain = ordinaryNumbers(random);
    const scale = scaleOf(random, format);
    let first = true;
    const real = (): number => {
      const large = first || random.chance(0.6);
      first = false;
      if (large) return random.sign() * scale * random.pick([1, random.within(0.5, 1)]);
      return random.chance(0.3) ? 0 : plain.real();
    };
    return { ...plain, real, magnitude: () => Math.abs(real()) };
  },
  holds({ views, format }) {
    const least = threshold(format);
    const carrying = carriers(views);
    if (!carrying.every(({ data }) => data.every(Number.isFinite))) return false;
    return carrying.some(({ operand, data }) => isUnbounded(operand) && data.some((x) => Math.abs(x) >= least));
  },
};
