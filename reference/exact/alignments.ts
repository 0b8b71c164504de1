/** More sequences than this are not tried one by one. */
const most = 2 ** 18;

/**
 * Every sequence of this length over the labels and the blank that becomes the labels when repeats are merged and then
 * blanks are taken out: found by trying all sequences, in lexical order. Throws a RangeError where they are too many.
 */
export function alignments(labels: readonly number[], steps: number, blank: number): readonly (readonly number[])[] {
  const alphabet = [...new Set([blank, ...labels])].sort((a, b) => a - b);
  if (alphabet.length ** steps > most) {
    throw new RangeError(`${alphabet.length}^${steps} sequences are too many to be tried one by one`);
  }
  let sequences: readonly number[][] = [[]];
  for (let t = 0; t < steps; t++) sequences = sequences.flatMap((s) => alphabet.map((k) => [...s, k]));
  return sequences.filter((s) => collapsed(s, blank).join() === labels.join());
}

/** Without repeats, then without blanks. */
const collapsed = (sequence: readonly number[], blank: number): number[] =>
  sequence.filter((k, t) => k !== sequence[t - 1] && k !== blank);
