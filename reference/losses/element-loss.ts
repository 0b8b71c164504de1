import type { Scalar } from '../arithmetic/kernel/scalar.ts';
import type { LossText } from './loss-reference.ts';
import { reduceElements } from './reduction.ts';

/**
 * The text of an element loss: its term, a kernel that is a constant of its module, over the operands and numeric
 * parameters of these names, times the optional weight, reduced.
 */
export const elementLoss =
  <const Names extends readonly string[]>(
    term: (...xs: { [K in keyof Names]: Scalar }) => Scalar,
    ...names: Names
  ): LossText<Names[number], 'weight'> =>
  (operands, settings) =>
    reduceElements(
      term as (...xs: Scalar[]) => Scalar,
      names.map((name) => operands[name as Names[number]]),
      operands.weight,
      settings,
    );
