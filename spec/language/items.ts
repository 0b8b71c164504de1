/**
 * How a loss falls apart into items: by axes, of which each item has one place and sees the operands without them; or by
 * a number of its own that counts, from 1, inside each place of the axes (the whole batch where there are none), while
 * every one of those items sees the place whole. Softmax has the axes N and counts its classes.
 */
export type Items = readonly string[] | CountedItems;

export interface CountedItems {
  readonly axes?: readonly string[];
  /** The name of the number in formulas. */
  readonly index: string;
  /** How far it counts: a sum of products of extents by symbol and whole numbers, such as `2 * N`. */
  readonly count: string;
}

/** The axes that number the items, or the places in which they are counted. */
export const itemAxes = (items: Items): readonly string[] => ('index' in items ? (items.axes ?? []) : items);

/** What counts the items inside a place, where something does. */
export const itemCounter = (items: Items): CountedItems | undefined => ('index' in items ? items : undefined);

/** The axes of the unreduced value by symbol, or undefined where a count is no extent of its own. */
export function termAxes(items: Items): readonly string[] | undefined {
  const counter = itemCounter(items);
  if (!counter) return itemAxes(items);
  return /^[A-Za-z]\w*$/.test(counter.count) ? [...itemAxes(items), counter.count] : undefined;
}
