import type { Draw } from '../property.ts';

/** The choices of one plan: every number follows from the seed (a case's id and a law), on every machine. */
export function drawFrom(seed: string): Draw {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  // Mulberry32: a 32-bit counter and a mixing function.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (n: number): number => Math.floor((next() / 2 ** 32) * n);
  return { below, pick: (from) => from[below(from.length)]! };
}
