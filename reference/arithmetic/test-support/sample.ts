/** The shape of the sample. */
export const SHAPE = [2, 3, 4] as const;
export const FROM_0_TO_23 = Array.from({ length: 24 }, (_, i) => i);
/** The position of an element of that shape. */
export const at = (i: number, j: number, k: number): number => 12 * i + 4 * j + k;
/** Small integers with signs and ties, of which every sum is exact in every format. */
export const INTEGERS = FROM_0_TO_23.map((i) => ((7 * i) % 11) - 5);
