import type { Placement } from '../implementation.ts';

/** What several workers saw of where the same implementation ran; undefined of none. */
export function joined(seen: readonly Placement[]): Placement | undefined {
  const [first] = seen;
  if (!first || seen.length === 1) return first;
  const operators: Record<string, number> = {};
  for (const [name, count] of seen.flatMap((s) => Object.entries(s.operators ?? {}))) {
    operators[name] = (operators[name] ?? 0) + count;
  }
  return {
    provider: first.provider,
    proof: first.proof,
    ...(first.graphs === undefined ? {} : { graphs: seen.reduce((n, s) => n + (s.graphs ?? 0), 0) }),
    ...(first.operators ? { operators: Object.fromEntries(Object.entries(operators).sort()) } : {}),
  };
}
