import { isDeepStrictEqual } from 'node:util';
import type { NestedNumbers } from '../../../reference/tensor/nested.ts';

/** In the environment of a module's process, has it say on stderr which operands its functions change. */
export const changeVariable = 'LOSSPROOF_WATCH_OPERANDS';
/** What it says then, with the loss and the operand. */
export const changeLine = /^lossproof: (\S+) changes its operand (\S+)$/gm;

/** The operands that are no longer what they were, the sign of zeros included. */
export const changedOperands = (
  before: Readonly<Record<string, NestedNumbers>>,
  after: Readonly<Record<string, NestedNumbers>>,
): string[] => Object.keys(before).filter((name) => !isDeepStrictEqual(before[name], after[name]));
