/** What doctor found of one thing that it looked at. */
export interface Check {
  readonly name: string;
  /** A note needs nothing to be done. */
  readonly status: 'ok' | 'note' | 'problem';
  /** A sentence each, the first of which sums up. */
  readonly says: readonly string[];
  /** What to do about it, and which part of docs/protocol.md says so. */
  readonly fix?: string;
}

/** The first few sentences, and how many there are beside them. */
export function someOf(sentences: readonly string[], most = 3): string[] {
  if (sentences.length <= most + 1) return [...sentences];
  return [...sentences.slice(0, most), `and ${sentences.length - most} more`];
}
