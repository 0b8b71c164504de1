import type { Placement } from '../implementation.ts';

type Counts = Readonly<Record<string, number>>;

/** What several workers saw of where the same implementation ran; undefined of none. */
export function joined(seen: readonly Placement[]): Placement | undefined {
  const [first] = seen;
  if (!first || seen.length === 1) return first;
  const unanswered = addedUp(seen.map((s) => s.unanswered ?? {}));
  return {
    provider: first.provider,
    proof: first.proof,
    ...(first.graphs === undefined ? {} : { graphs: seen.reduce((n, s) => n + (s.graphs ?? 0), 0) }),
    ...(first.operators ? { operators: addedUp(seen.map((s) => s.operators ?? {})) } : {}),
    ...(Object.keys(unanswered).length > 0 ? { unanswered } : {}),
  };
}

function addedUp(all: readonly Counts[]): Counts {
  const sums = new Map<string, number>();
  for (const [name, count] of all.flatMap(Object.entries<number>)) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
