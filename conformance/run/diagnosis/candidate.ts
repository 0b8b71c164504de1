import type { Case } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';
import type { Permitted } from '../../property.ts';

/** Something that an implementation may be computing instead of what it was asked for. */
export interface Candidate {
  /** `convention` is right elsewhere; a `mistake` is right nowhere. */
  readonly kind: 'convention' | 'mistake';
  /** What it is, as a report says it: `denominator = count`, `returns half the squared error`. */
  readonly says: string;
  /** Of a convention: the values that make it, and the dialects that have exactly those of this loss. */
  readonly convention?: { readonly params: Case['params']; readonly dialects: readonly string[] };
  /** Whether it would have answered so, within the error that is permitted to it. */
  accepts(c: Case, outcome: Outcome): boolean;
  permitted(c: Case, want: Case['wants'][number]): Permitted;
  /** What it answers itself, in the arithmetic of the dtype. */
  answers(cases: readonly Case[]): Promise<readonly Outcome[]>;
}
