import type { Draw } from '../property.ts';

/**
 * The choices of one plan: every number follows from the seed (a case's id and a law), on every machine. Most laws choose
 * nothing, and then the seed is not asked for.
 */
export const drawFrom = (seed: () => string): Draw => new SeededDraw(seed);

/** Mulberry32: a 32-bit counter and a mixing function. */
class SeededDraw implements Draw {
  private readonly seed: () => string;
  private state: number | undefined;
  constructor(seed: () => string) {
    this.seed = seed;
  }

  below(n: number): number {
    return Math.floor((this.next() / 2 ** 32) * n);
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  private next(): number {
    this.state = ((this.state ?? hash(this.seed())) + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}
