/** What of a run costs: a loss and the number of its tests. */
export interface Weighed {
  readonly loss: string;
  readonly tests: number;
}

/**
 * Losses in `of` parts of about as many tests each: the same parts in every process that makes the same plan. Every loss,
 * with its forms and dtypes, is in exactly one of them.
 */
export function shards(losses: readonly Weighed[], of: number): string[][] {
  const parts = Array.from({ length: of }, () => ({ losses: [] as string[], tests: 0 }));
  // The heavy ones first, each to the part that has least; names decide among equals.
  const order = [...losses].sort((a, b) => b.tests - a.tests || (a.loss < b.loss ? -1 : 1));
  for (const { loss, tests } of order) {
    const least = parts.reduce((a, b) => (b.tests < a.tests ? b : a));
    least.losses.push(loss);
    least.tests += tests;
  }
  return parts.map((part) => part.losses);
}
