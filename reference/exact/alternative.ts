import type { NormCorner } from './backward.ts';
import type { Gradient } from './gradient.ts';

/** Another subgradient: what it adds to the chosen one, and the norms at 0 on its way. */
export interface Alternative {
  readonly change: Gradient;
  readonly corners: readonly NormCorner[];
}

/** The alternatives without repetitions; those that pass a norm at 0 are all kept. */
export function distinct(alternatives: readonly Alternative[]): readonly Alternative[] {
  const seen = new Set<string>();
  return alternatives.filter(({ change, corners }) => {
    if (corners.length > 0) return true;
    const text = change
      .map(({ variable, value }) => `${variable.name} ${variable.at} ${value.value.toPrecision(30)}`)
      .sort()
      .join();
    return !seen.has(text) && seen.add(text);
  });
}
