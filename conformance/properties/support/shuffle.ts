import type { Draw } from '../../property.ts';

/** A permutation of 0 .. n - 1 other than the identity where there is one. */
export function shuffle(draw: Draw, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return n > 1 && order.every((k, i) => k === i) ? [...order.slice(1), 0] : order;
}
