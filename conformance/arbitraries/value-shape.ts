import { bindExtents, type Extents, shapeUnder } from '../../reference/losses/extents.ts';
import { itemAxes, itemCounter } from '../../spec/language/items.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Reduction } from '../../spec/language/reduction.ts';
import type { Case } from '../case.ts';

/**
 * The shape of the value under these extents: of a reduced loss [], else the extents of the item axes, and how many items
 * are counted in each of their places. An item axis that no operand has under the case's parameters is not there: then
 * there is one place, the whole batch.
 */
export function valueShapeUnder(spec: LossSpec, reduction: Reduction, extents: Extents): number[] {
  if (reduction !== 'none') return [];
  const places = shapeUnder(
    itemAxes(spec.items).filter((axis) => axis === '...' || axis in extents.symbols),
    extents,
  );
  const counter = itemCounter(spec.items);
  return counter ? [...places, count(spec, counter.count, extents)] : places;
}

/** The shape of a case's value; its operands must fit each other. */
export function valueShape(spec: LossSpec, c: Pick<Case, 'operands' | 'params' | 'reduction'>): number[] {
  const shapes = Object.fromEntries(Object.entries(c.operands).map(([name, x]) => [name, x.shape]));
  const extents = bindExtents(spec, shapes, c.params);
  if ('message' in extents) throw new RangeError(`${spec.id}: ${extents.message}`);
  return valueShapeUnder(spec, c.reduction, extents);
}

/** The number of items that are counted in a place: a sum of products of symbols and whole numbers, such as `2 * N`. */
function count(spec: LossSpec, formula: string, { symbols }: Extents): number {
  const factor = (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : symbols[text];
    if (value === undefined) throw new Error(`spec ${spec.id}: cannot count items by "${formula}" (${text})`);
    return value;
  };
  const product = (text: string): number => text.split('*').reduce((p, f) => p * factor(f.trim()), 1);
  return formula.split('+').reduce((sum, term) => sum + product(term), 0);
}
