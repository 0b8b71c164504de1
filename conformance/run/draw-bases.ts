import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Constraint } from '../arbitraries/options.ts';
import { sampleCases, TooFewCases } from '../arbitraries/sample-cases.ts';
import type { Case } from '../case.ts';

export interface BaseOptions {
  readonly dtype: Dtype;
  readonly seed: number;
  readonly count: number;
  /** Whether the count may be raised to the number of strata; else too few cases are an error. */
  readonly isFloor: boolean;
  readonly constraint?: Constraint;
}

/** The base cases of a loss: every regime and option once, then by chance. */
export function drawBases(spec: LossSpec, { isFloor, ...options }: BaseOptions): Case[] {
  try {
    return sampleCases(spec, { ...options, cover: 'each' });
  } catch (error) {
    if (!(error instanceof TooFewCases) || !isFloor) throw error;
    return sampleCases(spec, { ...options, count: error.minimum, cover: 'each' });
  }
}
