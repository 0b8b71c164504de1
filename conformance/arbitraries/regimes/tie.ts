import { atLeastTwo } from '../draw-extents.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier, peers, viewsOf } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

/**
 * Two finite numbers that a loss may compare are equal: neighbours in a row, places of two like operands, or, in a loss
 * that has neither, any two of an operand.
 */
export const tie: Regime = {
  name: 'tie',
  weight: 2,
  applicable: (spec) => hasCarrier(spec, ({ domain }) => domain.kind !== 'simplex'),
  reshape: (extents, draft) => atLeastTwo(extents, draft),
  numbers(random) {
    const plain = ordinaryNumbers(random);
    const pool = [plain.real(), random.pick([0, 1, -1, 2, plain.real()])];
    const magnitudes = pool.map(Math.abs);
    const inner = [0, 1, 0.5, random.uniform()];
    return {
      real: () => random.pick(pool),
      magnitude: () => random.pick(magnitudes),
      shares: () => {
        const two = [random.pick(inner), random.pick(inner)];
        return () => random.pick(two);
      },
    };
  },
  arrange({ spec, params, operands, random }) {
    const views = viewsOf(spec, { operands, params });
    const groups = peers(views).filter(([first]) => first!.operand.domain.kind !== 'simplex');
    const group = groups.length ? random.pick(groups) : undefined;
    if (group) {
      // Whole rows, so that boxes stay boxes.
      const width = group[0]!.operand.domain.kind === 'box_xyxy' ? 4 : 1;
      const at = random.below(group[0]!.data.length / width) * width;
      for (const { data } of group.slice(1)) data.set(group[0]!.data.subarray(at, at + width), at);
      return;
    }
    const alone = carriers(views).filter(
      ({ operand: { domain }, data }) => !['simplex', 'box_xyxy'].includes(domain.kind) && data.length > 1,
    );
    if (alone.length === 0) return; // two values cannot fill the four coordinates of a box without a tie
    const { data } = random.pick(alone);
    data[data.length - 1] = data[0]!;
  },
  holds(seen) {
    const views = carriers(seen.views).filter(({ operand }) => operand.domain.kind !== 'simplex');
    const equal = (a: number, b: number): boolean => a === b && Number.isFinite(a);
    const groups = peers(views);
    if (groups.some(([first, ...others]) => others.some((o) => o.data.some((x, k) => equal(x, first!.data[k]!))))) {
      return true;
    }
    return views.some(({ data }) => new Set(data).size < data.length && data.every(Number.isFinite));
  },
};
