import type { Program } from '../kernel/program.ts';

/**
 * How an operand meets the elements, which are visited as `outer` rows of `inner`: one number for all, one per row,
 * one per column, or one per element.
 */
export type Kind = 'number' | 'row' | 'column' | 'whole';

/** What a loop leaves: every element, the total of all, or the total of each row. */
export type Mode = 'elements' | 'total' | 'rows';

/** Fills outs (mode elements: one array per result; total: one number; rows: one number per row). */
export type Loop = (outer: number, inner: number, xs: readonly Float64Array[], outs: readonly Float64Array[]) => void;

export type LoopMaker = (program: Program, kinds: readonly Kind[], mode: Mode) => Loop;
