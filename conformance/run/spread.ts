import type { Case } from '../case.ts';

/** The cases with the regimes taken in turn, so that the first few are of different ones. */
export function spread(cases: readonly Case[]): Case[] {
  const byRegime = new Map<string, Case[]>();
  for (const c of cases) {
    const queue = byRegime.get(c.regime);
    if (queue) queue.push(c);
    else byRegime.set(c.regime, [c]);
  }
  const queues = [...byRegime.values()];
  const longest = Math.max(0, ...queues.map((q) => q.length));
  return Array.from({ length: longest }, (_, i) => queues.flatMap((q) => q[i] ?? [])).flat();
}
