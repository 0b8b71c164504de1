import { leastExtent } from '../draw-extents.ts';
import type { OperandView } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

/** One item, one class, one coordinate, or all of it. */
export const single: Regime = {
  name: 'single',
  weight: 1,
  applicable: (spec) => Object.keys(spec.operands).length > 0,
  reshape({ symbols, rest }, { spec, random }) {
    const names = Object.keys(symbols).filter((name) => leastExtent(spec, name) === 1);
    const all = random.chance(0.5);
    const chosen = random.pick(names.length ? names : ['']);
    const extents = names.map((name) => [name, all || name === chosen ? 1 : symbols[name]!]);
    return {
      symbols: { ...symbols, ...Object.fromEntries(extents) },
      rest: all || names.length === 0 ? rest.map(() => 1) : rest,
    };
  },
  holds({ views }) {
    const one = ({ labels, shape }: OperandView): boolean =>
      shape.length === 0 || shape.some((n, i) => n === 1 && Number.isNaN(Number(labels[i])));
    return views.every(({ data }) => data.length > 0) && views.some(one);
  },
};
