import { bindExtents } from '../../../reference/losses/extents.ts';
import { symbolsOf } from '../draw-extents.ts';
import type { Regime } from '../regime.ts';

/** No items: some axis that numbers items or elements has extent 0, or the batch where all of it is one item. */
export const empty: Regime = {
  name: 'empty',
  weight: 0.3,
  applicable(spec) {
    const { symbols, open } = symbolsOf(spec);
    return open || symbols.includes('N');
  },
  reshape({ symbols, rest }, { spec, params, random }) {
    const axes = [...('N' in symbols ? ['N'] : []), ...rest.keys()];
    if (axes.length === 0) {
      return symbolsOf(spec, params).open ? { symbols, rest: [0] } : { symbols: { ...symbols, B: 0 }, rest };
    }
    const axis = random.chance(0.7) ? axes[0]! : random.pick(axes);
    if (typeof axis === 'string') return { symbols: { ...symbols, [axis]: 0 }, rest };
    return { symbols, rest: rest.with(axis, 0) };
  },
  holds({ spec, case: c, views }) {
    const shapes = Object.fromEntries(views.map(({ name, shape }) => [name, shape]));
    const extents = bindExtents(spec, shapes, c.params);
    if ('message' in extents) return false;
    const { symbols, rest } = extents;
    return symbols.N === 0 || rest.includes(0) || (symbols.N === undefined && symbols.B === 0);
  },
};
