import type { ParamValue } from './param.ts';

/** Which function of a library is which loss, with which parameter values. */
export interface Dialect {
  /** The name that `--dialect` takes. */
  readonly id: string;
  readonly library: string;
  /** The versions that were looked at. */
  readonly versions: string;
  readonly losses: Readonly<Record<string, DialectEntry>>;
}

export interface DialectEntry {
  /** The function's qualified name, or its composition. */
  readonly function: string;
  /** The parameter values that make the spec's loss this function. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** What no parameter value reproduces. */
  readonly differs?: string;
  /** Where the claim comes from. */
  readonly source: string;
}
