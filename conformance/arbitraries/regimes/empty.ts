import { bindExtents } from '../../../reference/losses/extents.ts';
import { symbolsOf } from '../draw-extents.ts';
import type { Regime } from '../regime.ts';

/** No items: some axis that numbers items or elements has extent 0. */
export const empty: Regime = {
  name: 'empty',
  weight: 0.3,
  applicable(spec) {
    const { symbols, open } = symbolsOf(spec);
    return open || symbols.includes('N');
  },
  reshape({ symbols, rest }, { spec, params, random }) {
    const axes = [...('N' in symbols ? ['N'] : []), ...rest.keys()];
    if (axes.length === 0) return { symbols, rest: symbolsOf(spec, params).open ? [0] : rest };
    const axis = random.chance(0.7) ? axes[0]! : random.pick(axes);
    if (typeof axis === 'string') return { symbols: { ...symbols, [axis]: 0 }, rest };
    return { symbols, rest: rest.with(axis, 0) };
  },
  holds({ spec, case: c, views }) {
    const shapes = Object.fromEntries(views.map(({ name, shape }) => [name, shape]));
    const extents = bindExtents(spec, shapes, c.params);
    return !('message' in extents) && (extents.symbols.N === 0 || extents.rest.includes(0));
  },
};
