import type { BigNumber } from './big-number.ts';

/**
 * How many of the numbers come before each when they are sorted from the largest down, of equal ones the first one first.
 * Numbers that digits do not tell apart may be equal or not: this is for formulas of which the value does not depend on
 * that, such as the Lovasz extension, and they are not computed anew with more digits until it is known.
 */
export function ranks(numbers: readonly BigNumber[]): readonly number[] {
  const order = numbers.map((_, i) => i).sort((i, k) => numbers[k]!.cmp(numbers[i]!) || i - k);
  const found = new Array<number>(numbers.length);
  order.forEach((i, rank) => {
    found[i] = rank;
  });
  return found;
}
