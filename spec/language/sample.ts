import type { ParamValue } from './param.ts';
import type { Reduction } from './reduction.ts';

/** Numbers as a reader writes them: a number, or nested lists of equal lengths. */
export type Nested = number | readonly Nested[];

/** One concrete input, written out: parameters that are left out have their defaults, the reduction is the loss's usual one (`mean`). */
export interface Sample {
  readonly operands: Readonly<Record<string, Nested>>;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly reduction?: Reduction;
}

/** A worked value: finite input and the value to full double precision. */
export interface Example extends Sample {
  readonly title: string;
  readonly value: Nested;
}

/** Input on the rim of the definition and what the spec says it gives; NaN and the infinities are written as such. */
export interface Edge extends Sample {
  readonly title: string;
  readonly value: Nested | 'rejected';
  readonly gradient?: Readonly<Record<string, Nested>>;
}
