import { itemAxes } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import { defaultsOf } from '../../settings.ts';
import { largestOperand, symbolsOf } from '../draw-extents.ts';
import { power } from '../elementary.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { floats } from '../operand-view.ts';
import type { Draft, Regime } from '../regime.ts';
import { fewDistinct, isFew, repeatAlong } from './repeat-along.ts';

const least = 1000;

/**
 * Along which axes a loss may be long: items that do not meet each other, coordinates, and whatever `...` holds; where
 * coordinates are compared two by two, the batch that they are summed over.
 */
function longAxes(spec: LossSpec, params: Draft['params'] = defaultsOf(spec)): string[] {
  const { symbols, open } = symbolsOf(spec, params);
  const items = itemAxes(spec.items);
  const summed = spec.pairwise === 'D' ? 'N' : 'D';
  const along = symbols.filter((s) => s === summed || (s !== 'C' && items.includes(s)));
  return open ? [...along, '...0'] : along;
}

/** A sum of 1000 to 4096 terms, in f64 to 10^4, or of as many as are asked for, of which at most 16 differ. */
export const longSum: Regime = {
  name: 'long_sum',
  weight: 0.1,
  applicable: (spec) => longAxes(spec).length > 0,
  // A batch whose places are compared two by two has no axis that may be long.
  admits: (spec, factor, { value }) =>
    !(factor in spec.params) || longAxes(spec, { ...defaultsOf(spec), [factor]: value as ParamValue }).length > 0,
  reshape({ symbols }, { spec, params, random }) {
    const axis = random.pick(longAxes(spec, params));
    const others = Object.keys(symbols).filter((s) => s !== axis);
    const wide = random.pick(others.filter((s) => s === 'C' || s === 'D'));
    const small = Object.fromEntries(others.map((s) => [s, s === wide ? random.pick([2, 2, 3]) : 1]));
    const slice = axis === '...0' ? { symbols: small, rest: [1] } : { symbols: { ...small, [axis]: 1 }, rest: [] };
    const distinct = Math.floor(fewDistinct / largestOperand(spec, params, slice));
    return axis === '...0'
      ? { symbols: small, rest: [distinct] }
      : { symbols: { ...small, [axis]: distinct }, rest: [] };
  },
  numbers: (random) => ordinaryNumbers(random, random.pick([0.25, 0.5, 1])),
  arrange(draft) {
    const { spec, params, random, format, extents, elements } = draft;
    const { symbols, rest } = extents;
    const extent = (axis: string): number => (axis === '...0' ? rest[0] : symbols[axis]) ?? 0;
    // The axis that was chosen to be long is the longest one already.
    const axis = longAxes(spec, params).reduce((a, b) => (extent(b) > extent(a) ? b : a));
    const perSlice = largestOperand(spec, params, extents) / extent(axis);
    const length = elements
      ? Math.max(1, Math.round(elements / perSlice))
      : Math.floor(least * power(format.name === 'f64' ? 10 : 4.096, random.uniform()));
    repeatAlong(
      draft,
      axis,
      Array.from({ length }, () => random.below(extent(axis))),
    );
  },
  holds({ spec, case: c, views }) {
    const long = views.flatMap(({ labels, shape }) => labels.filter((_, i) => shape[i]! >= least));
    if (long.length === 0) return false;
    const axes = longAxes(spec, c.params);
    return long.some((label) => axes.includes(label)) && floats(views).every(isFew);
  },
};
