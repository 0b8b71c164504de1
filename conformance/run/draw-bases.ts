import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Constraint } from '../arbitraries/options.ts';
import { sampleCases, TooFewCases } from '../arbitraries/sample-cases.ts';
import type { Case } from '../case.ts';
import type { Subject } from './answers.ts';
import type { RunOptions } from './run-options.ts';

export interface BaseOptions {
  readonly dtype: Dtype;
  readonly seed: number;
  readonly count: number;
  /** Whether the count may be raised to the number of strata; else too few cases are an error. */
  readonly isFloor: boolean;
  readonly constraint?: Constraint;
}

/** Where the count may be raised it is raised by so much, if every pair fits in then. */
const aTenthMore = 1.1;

/**
 * The base cases of a loss: first every pair of regime and option once where the count is enough for that, else each
 * regime and each option once, then cases by chance.
 */
export function drawBases(spec: LossSpec, { isFloor, ...options }: BaseOptions): Case[] {
  const draw = (cover: 'pairs' | 'each', count = options.count): Case[] =>
    sampleCases(spec, { ...options, count, cover });
  try {
    return draw('pairs');
  } catch (error) {
    if (!(error instanceof TooFewCases)) throw error;
    if (isFloor && error.minimum <= aTenthMore * options.count) return draw('pairs', error.minimum);
  }
  try {
    return draw('each');
  } catch (error) {
    if (!(error instanceof TooFewCases) || !isFloor) throw error;
    return draw('each', error.minimum);
  }
}

/** What is drawn of a loss: what the implementation has, with the conventions of the dialect. */
export function constraintOf({ spec, support }: Subject, { dialect }: RunOptions): Constraint {
  return { support, defaults: dialect?.losses[spec.id]?.params ?? {} };
}
