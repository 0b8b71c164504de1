import { type Extents, shapeUnder } from '../../reference/losses/extents.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import { defaultsOf } from '../settings.ts';
import type { Random } from './random.ts';
import type { Draft } from './regime.ts';

/** The symbols of a loss in the order of its operands, and whether one has `...`. */
export function symbolsOf(
  spec: LossSpec,
  params: Readonly<Record<string, ParamValue>> = defaultsOf(spec),
): { symbols: string[]; open: boolean } {
  const symbols = new Set<string>();
  let open = false;
  for (const name in spec.operands) {
    for (const axis of axesOf(spec.operands[name]!, params)) {
      if (axis === '...') open = true;
      else if (typeof axis === 'string') symbols.add(axis);
    }
  }
  return { symbols: [...symbols], open };
}

/** From so many elements on, numbers are repeated (regimes/repeat-along). A lattice with its four axes stays below. */
const many = 200;

/**
 * Small extents: 1 to 5 items, 2 to 6 classes, 1 to 8 coordinates, up to 5 time steps, fewer places of labels, since
 * labels that do not fit into the steps say little, one more with the place behind the last label, and `...` for none to three axes.
 */
export function drawExtents(spec: LossSpec, params: Readonly<Record<string, ParamValue>>, random: Random): Extents {
  const { symbols, open } = symbolsOf(spec, params);
  const hasNames = Object.values(spec.operands).some(({ domain }) => domain.kind === 'name');
  const extent = (symbol: string): number => {
    if (symbol === 'C') return random.pick([2, 2, 3, 3, 4, 5, 6]);
    if (symbol === 'T') return random.pick([1, 2, 3, 4, 5, 5]);
    if (symbol === 'S') return random.pick([1, 1, 1, 2, 2, 3]);
    if (symbol === 'U') return random.pick([1, 2, 2, 3, 3, 3]);
    if (symbol === 'D') return random.pick([1, 2, 2, 3, 4, 8]);
    // Two points of one class and one of another make the smallest batch that says anything.
    return hasNames ? random.pick([1, 2, 3, 3, 4, 4, 5, 5]) : random.between(1, 5);
  };
  const rank = !open ? 0 : random.pick(symbols.length ? [0, 0, 0, 0, 1, 2] : [1, 1, 1, 1, 2, 3, 0]);
  const most = symbols.length ? 4 - rank : rank > 1 ? 3 : 6;
  const extents: Record<string, number> = {};
  for (const symbol of symbols) extents[symbol] = extent(symbol);
  const { N = 1, T = 1, U, C = 1 } = extents;
  if (U !== undefined) extents.N = Math.min(N, Math.floor((many - 1) / (T * U * C)));
  return { symbols: extents, rest: Array.from({ length: rank }, () => random.between(1, most)) };
}

/** How many elements the largest operand has under these extents. */
export const largestOperand = (
  spec: LossSpec,
  params: Readonly<Record<string, ParamValue>>,
  extents: Extents,
): number =>
  Math.max(
    ...Object.values(spec.operands).map((operand) =>
      shapeUnder(axesOf(operand, params), extents).reduce((a, b) => a * b, 1),
    ),
  );

/** Whether there is an axis of classes, whatever the parameters. */
export const hasClasses = (spec: LossSpec): boolean =>
  Object.values(spec.operands).some(
    ({ axes, absent }) =>
      absent === undefined && ('by' in axes ? Object.values(axes.axes) : [axes]).every((a) => a.includes('C')),
  );

/** The smallest extent of a symbol: one class more than those that labels leave out. */
export const leastExtent = (spec: LossSpec, symbol: string): number =>
  Object.values(spec.operands).reduce(
    (least, { domain }) =>
      domain.kind === 'index' && domain.of === symbol ? Math.max(least, (domain.from ?? 0) + 1) : least,
    1,
  );

/** The same extents with room for labels. */
export const withRoom = (spec: LossSpec, { symbols, rest }: Extents): Extents => ({
  symbols: Object.fromEntries(
    Object.entries(symbols).map(([symbol, n]) => [symbol, n === 0 ? 0 : Math.max(n, leastExtent(spec, symbol))]),
  ),
  rest,
});

/** The same extents with at least two items, rows, elements or, where there is nothing else, coordinates. */
export function atLeastTwo(extents: Extents, { spec, params }: Pick<Draft, 'spec' | 'params'>): Extents {
  const { symbols, rest } = extents;
  const items = Object.values(symbols).reduce((a, b) => a * b, 1) * rest.reduce((a, b) => a * b, 1);
  const first = 'N' in symbols ? 'N' : Object.keys(symbols).find((s) => s !== 'C' && s !== 'D');
  const { open } = symbolsOf(spec, params);
  if (first) return { symbols: { ...symbols, [first]: Math.max(2, symbols[first]!) }, rest };
  if (open) return { symbols, rest: items > 1 && rest.length ? rest : [2, ...rest.slice(1)] };
  const [only] = Object.keys(symbols);
  return only && items < 2 ? { symbols: { ...symbols, [only]: 2 }, rest } : extents;
}
