import type { Want } from '../../case.ts';
import type { Evaluation } from '../../property.ts';
import { outputOf, read } from './answers.ts';
import type { Comparison } from './conclude.ts';
import { type Estimate, exactly, times, zero } from './estimate.ts';

/** How the outputs of a transformed case follow from those of the case that it was made of. */
export interface Correspondence {
  /** Which output of the original it is; the same one where left out. */
  readonly source?: (want: Want) => Want;
  /** Times a power of two or -1. */
  readonly factor?: (want: Want) => number;
  /** For each element the position in the original, -1 for one that must be 0; in place where undefined. */
  readonly positions?: (want: Want) => ArrayLike<number> | undefined;
  /** The two differ in order only, of which permitted errors do not depend: that of the original serves both. */
  readonly isReordering?: true;
}

/**
 * That every output of `other` is what it must be after that of `original`. An output that is so to the last bit needs no
 * permitted error, which for long ones is most of the work.
 */
export function* sameOutputs(
  other: Evaluation,
  original: Evaluation,
  { source, factor, positions, isReordering }: Correspondence = {},
): Generator<Comparison> {
  for (const output of other.case.wants) {
    const from = source?.(output) ?? output;
    const multiple = factor?.(output) ?? 1;
    const at = positions?.(output);
    const place = (index: number): number => (at ? at[index]! : index);
    const compared = (got: readonly Estimate[], of: (index: number) => Estimate): Comparison[] =>
      got.map((x, index) => ({ got: x, asked: 'equal', of: of(index), output, index }));

    const [raw, given] = [outputOf(other, output).data, outputOf(original, from).data];
    const wanted = raw.map((_, index) => (place(index) < 0 ? 0 : multiple * given[place(index)!]!));
    if (raw.every((x, index) => Number.isFinite(x) && x === wanted[index])) {
      yield* compared(Array.from(raw, exactly), (index) => exactly(wanted[index]!));
      continue;
    }
    const estimates = read(original, from);
    const got = isReordering
      ? Array.from(raw, (value, index): Estimate => ({ value, radius: estimates[place(index)]!.radius }))
      : read(other, output);
    yield* compared(got, (index) => (place(index) < 0 ? zero : times(exactly(multiple), estimates[place(index)]!)));
  }
}
