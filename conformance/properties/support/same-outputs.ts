import type { Want } from '../../case.ts';
import type { Evaluation } from '../../property.ts';
import { read } from './answers.ts';
import type { Comparison } from './conclude.ts';
import { exactly, times, zero } from './estimate.ts';

/** How the outputs of a transformed case follow from those of the case that it was made of. */
export interface Correspondence {
  /** Which output of the original it is; the same one where left out. */
  readonly source?: (want: Want) => Want;
  /** Times a power of two or -1. */
  readonly factor?: (want: Want) => number;
  /** For each element the position in the original, -1 for one that must be 0; in place where undefined. */
  readonly positions?: (want: Want) => ArrayLike<number> | undefined;
}

/** That every output of `other` is what it must be after that of `original`. */
export function* sameOutputs(
  other: Evaluation,
  original: Evaluation,
  { source, factor, positions }: Correspondence = {},
): Generator<Comparison> {
  for (const output of other.case.wants) {
    const multiple = exactly(factor?.(output) ?? 1);
    const from = read(original, source?.(output) ?? output);
    const at = positions?.(output);
    for (const [index, got] of read(other, output).entries()) {
      const k = at ? at[index]! : index;
      yield { got, asked: 'equal', of: k < 0 ? zero : times(multiple, from[k]!), output, index };
    }
  }
}

/** The name behind a gradient. */
export const withRespectTo = (want: Want): string | undefined =>
  want === 'value' ? undefined : want.slice('gradient.'.length);
