import type { Seen } from './items.ts';

/** What the names of a formula stand for in one item: arrays of numbers, and single numbers. */
export interface Bindings {
  readonly operands: Readonly<Record<string, Seen>>;
  /** Parameters that are numbers or flags, extents, and the number of the item. */
  readonly numbers: Readonly<Record<string, number>>;
}

export type NestedArray<T> = T | readonly NestedArray<T>[];

/** Every name with its value, each number made by `make`: the k-th of an operand, in C order, or a single one. */
export function bind<T>(
  { operands, numbers }: Bindings,
  make: (x: number, name: string, k: number) => T,
): Map<string, NestedArray<T>> {
  const names = new Map<string, NestedArray<T>>();
  for (const [name, seen] of Object.entries(operands)) {
    names.set(
      name,
      nest(seen.shape, (k) => make(seen.numbers[k]!, name, k)),
    );
  }
  for (const [name, x] of Object.entries(numbers)) names.set(name, make(x, name, 0));
  return names;
}

/** An array of this shape, a single value for rank 0, from its elements in C order. */
function nest<T>(shape: readonly number[], make: (k: number) => T): NestedArray<T> {
  let k = 0;
  const level = (depth: number): NestedArray<T> =>
    depth === shape.length ? make(k++) : Array.from({ length: shape[depth]! }, () => level(depth + 1));
  return level(0);
}

/** Those of these names alone. */
export const only = ({ operands, numbers }: Bindings, names: ReadonlySet<string>): Bindings => ({
  operands: Object.fromEntries(Object.entries(operands).filter(([name]) => names.has(name))),
  numbers: Object.fromEntries(Object.entries(numbers).filter(([name]) => names.has(name))),
});

/** An operand that is not finite in this item, or undefined. */
export const infiniteOne = ({ operands }: Bindings): string | undefined =>
  Object.keys(operands).find((name) => !operands[name]!.numbers.every(Number.isFinite));

/** The error for an item whose formula would need numbers that are not finite. */
export const notFinite = (where: string, operand: string): Error =>
  new Error(`${where}: ${operand} is not finite, and its formula is for finite numbers; see its edges`);

/** What an item sees of the operands, as a key. */
export const contentOf = ({ operands }: Pick<Bindings, 'operands'>): string =>
  Object.values(operands)
    .map(({ numbers }) => numbers.join())
    .join(';');
