import { exponent } from '../../../reference/tensor/format.ts';
import type { Operand } from '../../../spec/language/operand.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

const isCoordinate = ({ domain }: Operand): boolean => domain.kind === 'real' || domain.kind === 'box_xyxy';

/**
 * All coordinates lie eight times farther from 0 than from each other, on a grid that the format holds: what is left
 * after a subtraction is exact, what is added before it is lost.
 */
export const offset: Regime = {
  name: 'offset',
  weight: 2,
  applicable: (spec) => hasCarrier(spec, isCoordinate),
  numbers(random, format) {
    const plain = ordinaryNumbers(random);
    // The base is 2^6 grid steps at least, so that seven of them are less than an eighth of it.
    const digits = -exponent(format.unit);
    const grid = 2 ** random.between(-2, 3);
    const base =
      random.sign() *
      grid *
      2 ** random.pick([random.between(6, digits - 1), random.between((6 + digits) >> 1, digits - 1)]);
    return { ...plain, real: () => base + Math.sign(base) * grid * random.below(8) };
  },
  holds({ views }) {
    let [low, high] = [Infinity, -Infinity];
    for (const { operand, data } of carriers(views)) {
      if (!isCoordinate(operand)) continue;
      for (const x of data) [low, high] = [Math.min(low, x), Math.max(high, x)];
    }
    const nearest = Math.min(Math.abs(low), Math.abs(high));
    return Number.isFinite(low + high) && low * high > 0 && nearest >= 16 && nearest >= 8 * (high - low);
  },
};
